import type { Span } from "../../../base/span.ts";
import { parseDuration } from "../../../syntax/dockerfile/duration.ts";
import type { Flag, HealthcheckInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Dockerfile, healthcheckOf, type Stage, stageChain } from "../dockerfile.ts";
import { isShipped } from "../role.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { usesOfStage } from "../stages/stage-references.ts";
import type { DockerfileUse } from "../use.ts";

/** An address of the container itself that a health check asks over HTTP. */
export interface ProbeAddress {
  readonly span: Span;
  readonly hostSpan: Span;
  readonly host: string;
  /** Of the scheme where none is written; undefined where a variable gives it. */
  readonly port: number | undefined;
}

const address = /(https?):\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?::(\d+|\$\{?\w+[^/'"\s]*))?(?=[/?'"\s,|;&)]|$)/gi;

/** The addresses in a check's command, whatever program asks them. */
export function probeAddresses(dockerfile: Dockerfile, check: HealthcheckInstruction): ProbeAddress[] {
  const { command } = check;
  if (!command) return [];
  const text = dockerfile.written(command);
  return [...text.matchAll(address)].map((match) => {
    const start = command.span.start + match.index;
    const hostStart = start + match[1]!.length + 3;
    const port = match[3] === undefined ? (match[1]!.toLowerCase() === "https" ? 443 : 80) : /^\d+$/.test(match[3]) ? Number(match[3]) : undefined;
    return { span: { start, end: start + match[0].length }, hostSpan: { start: hostStart, end: hostStart + match[2]!.length }, host: match[2]!, port };
  });
}

/** The shipped stages in which a check is in force. */
export function stagesWithCheck(check: HealthcheckInstruction, dockerfile: Dockerfile, use: DockerfileUse): Stage[] {
  return dockerfile.stages.filter((stage) => isShipped(stage, use) && healthcheckOf(stage) === check);
}

/** Whether nothing that is built can have the stage's settings: files are copied from it, and no built stage starts from it. */
export function isOnlyCopiedFrom(stage: Stage, use: DockerfileUse): boolean {
  const { stages } = stage.dockerfile;
  const built = use.isKnown ? use.builds.flatMap((build) => (build.stage ? [build.stage] : [])) : stages.slice(-1);
  if (use.builds.some((build) => !build.stage) || built.some((other) => stageChain(other).includes(stage))) return false;
  return usesOfStage(stage).some(({ by, instruction }) => by === "COPY" && instruction.kind === "COPY");
}

/** The invocation with whose exit code the check ends: the only command of its last statement, no list or pipe around it. */
export function deciding(dockerfile: Dockerfile, check: HealthcheckInstruction): Invocation | undefined {
  const { invocations, script } = scriptOf(dockerfile, check);
  if (!script) return check.command?.exec ? invocations.find((invocation) => invocation.script === undefined) : undefined;
  const statement = script.statements[script.statements.length - 1];
  if (!statement || statement.list.pipelines.length !== 1) return undefined;
  const [pipeline] = statement.list.pipelines;
  const command = pipeline!.commands.length === 1 && !pipeline!.isNegated ? pipeline!.commands[0] : undefined;
  return command && invocations.find((invocation) => invocation.command === command && invocation.outer === undefined);
}

/** A flag of a check in seconds: undefined when it is not given or depends on a variable. Zero means the default. */
export function durationFlag(check: HealthcheckInstruction, name: string): { flag: Flag; seconds: number } | undefined {
  const flag = check.flags.find((candidate) => candidate.name === name);
  const seconds = flag?.plainValue === undefined ? undefined : parseDuration(flag.plainValue);
  return flag && seconds !== undefined && seconds > 0 ? { flag, seconds } : undefined;
}
