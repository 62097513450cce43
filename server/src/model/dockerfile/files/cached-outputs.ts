import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import { copiesFrom, plainPath, sourcePaths } from "./copy-paths.ts";
import { isAtOrBelow } from "./mounts.ts";
import { placeIn } from "./places.ts";
import { resolveInImage } from "./workdir.ts";

/** A file that is wanted from a stage although it was only written to a cache or tmpfs mount, which is no part of the stage. */
export interface CachedOutput {
  /** What asks for it. */
  readonly span: Span;
  /** Where the mount lies. */
  readonly target: string;
  readonly type: string;
}

export function cachedOutputs(dockerfile: Dockerfile): CachedOutput[] {
  return dockerfile.all("COPY").flatMap((copy) => {
    const name = copiesFrom(copy);
    const stage = dockerfile.stageOf(copy);
    const source = name === undefined || !stage ? undefined : dockerfile.findStage(name, stage.index);
    if (!source) return [];
    return sourcePaths(copy).flatMap((word): CachedOutput[] => {
      const path = resolveInImage("/", plainPath(word));
      const mount = path.includes("$") ? undefined : volatileMount(source, path);
      return mount ? [{ span: word.span, ...mount }] : [];
    });
  });
}

interface VolatileMount {
  readonly target: string;
  readonly type: string;
}

/** The mount that holds a path when nothing else in the stage writes there. */
function volatileMount(stage: Stage, path: string): VolatileMount | undefined {
  return volatileMounts(stage).find(({ target }) => isAtOrBelow(target, path));
}

/** More of them only a program writes, and each costs a look at the whole stage. */
const mostMounts = 30;

const volatileMounts = memoize((stage: Stage): readonly VolatileMount[] => {
  const links = stageChain(stage);
  const found = new Map<string, { readonly step: RunStep; readonly type: string }>();
  for (const step of links.flatMap(stepsOf)) {
    for (const { type, target } of step.mounts) {
      const place = target !== undefined && (type === "cache" || type === "tmpfs") ? placeOf(step, target) : "/";
      if (place !== "/" && !found.has(place) && found.size < mostMounts) found.set(place, { step, type });
    }
  }
  return [...found].flatMap(([target, { step, type }]) => (links.some((link) => isFilledOutside(link, step, target)) ? [] : [{ target, type }]));
});

function placeOf({ stage, run }: RunStep, target: string): string {
  return placeIn(stage, run.span.start, target);
}

/** Programs that every step may use. */
const common = /^(?:cd|set|export|echo|printf|mkdir|rm|chmod|chown|true|test|\[|env|ln|apt-get|apt|apk|dnf|yum|rustup)$/;

/** Calls of Cargo that compile nothing for the project. */
const idleCargo = /^(?:install (?!.*--path\b)|binstall|fetch|vendor|init|new|add|generate-lockfile|chef prepare)/;

function leavesNothing({ name, arguments: words }: Invocation): boolean {
  return common.test(name) || (name === "cargo" && idleCargo.test(words.map(({ unquoted }) => unquoted).join(" ")));
}

/** Whether an instruction that does not have the mount may write to its place. */
function isFilledOutside(stage: Stage, mounted: RunStep, target: string): boolean {
  const { dockerfile } = stage;
  const name = target.slice(target.lastIndexOf("/") + 1);
  const programs = new Set(mounted.script.invocations.map((invocation) => invocation.name).filter((program) => !common.test(program)));
  const byStep = stepsOf(stage).some((step) => {
    if (step.mounts.some((each) => each.target === undefined || isAtOrBelow(placeOf(step, each.target), target))) return false;
    if (step.script.script === undefined || step.script.invocations.some((invocation) => (programs.has(invocation.name) && !leavesNothing(invocation)) || /\.(?:sh|bash)$/.test(invocation.name))) return true;
    const command = { start: (step.run.command ?? step.run).span.start, end: step.run.span.end };
    return dockerfile.written(command).includes(name) || buildsAround(step, target);
  });
  return byStep || stage.instructions.some((instruction) => {
    if (instruction.kind !== "COPY" && instruction.kind !== "ADD") return false;
    const destination = instruction.destination ? placeIn(stage, instruction.span.start, plainPath(instruction.destination)) : "";
    return isAtOrBelow(target, destination) || destination.includes("$");
  });
}

/** Whether a step runs programs of any kind in a folder that holds the place, or lies in it: nobody knows what they write there. */
function buildsAround(step: RunStep, target: string): boolean {
  const folder = placeOf(step, ".");
  if (!isAtOrBelow(target, folder) && (folder === "/" || !isAtOrBelow(folder, target))) return false;
  return step.script.invocations.some((invocation) => !leavesNothing(invocation));
}
