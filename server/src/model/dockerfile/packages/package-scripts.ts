import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { type Dockerfile, type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { stepsOf } from "../scripts/run-steps.ts";
import { type InstructionScript, scriptOf } from "../scripts/scripts.ts";

/** A command that starts a script of `package.json`: `npm run build`, `pnpm run build`, `npm test`. */
export interface ScriptRun {
  readonly stage: Stage;
  /** Where its instruction starts; for a start command the end of its stage. */
  readonly offset: number;
  readonly name: string;
  readonly span: Span;
}

/** All of them in a file that run in the folder that the instruction starts in. */
export const scriptRuns = memoize((dockerfile: Dockerfile): readonly ScriptRun[] =>
  dockerfile.stages.flatMap((stage) => {
    const steps = stage.instructions.flatMap((instruction) => (instruction.kind === "RUN" ? runsOf(stage, scriptOf(dockerfile, instruction), instruction.span.start) : []));
    const { cmd, entrypoint } = startCommandOf(stage);
    const starts = [cmd, entrypoint].flatMap((start) => (start && dockerfile.stageOf(start) === stage ? runsOf(stage, scriptOf(dockerfile, start), stage.span.end) : []));
    const runs = [...steps, ...starts];
    const changed = runs.length > 0 ? manifestChange(stage) : undefined;
    return changed === undefined ? runs : runs.filter(({ span }) => span.start < changed);
  }));

function runsOf(stage: Stage, script: InstructionScript, offset: number): ScriptRun[] {
  if (script.invocations.some(({ name }) => /^(?:cd|pushd|popd)$/.test(name))) return [];
  return script.packageCommands.flatMap((command) => {
    const call = scriptOfCall(command);
    return call ? [{ stage, offset, ...call }] : [];
  });
}

/** The script that a call names. Yarn and a bare `pnpm x` also start programs of packages, so only names count that no program has. */
function scriptOfCall({ manager, subcommand, subcommandSpan, operands, options, invocation }: PackageCommand): { name: string; span: Span } | undefined {
  if (invocation.outer !== undefined || findOption(options, ...elsewhere) !== undefined) return undefined;
  const word = /^(?:run|run-script)$/.test(subcommand) ? operands[0] : undefined;
  const called = word ? { name: word.value, span: word.span } : { name: subcommand, span: subcommandSpan };
  const { name, span } = called;
  if (name === undefined || !span || !isScript(manager, name, word !== undefined)) return undefined;
  return { name, span };
}

function isScript(manager: string, name: string, isRun: boolean): boolean {
  switch (manager) {
    case "npm":
      // `npm run env` lists the environment.
      return isRun ? name !== "env" : name === "test";
    case "pnpm":
      // Between slashes stands a pattern of names.
      return isRun ? !name.startsWith("/") : /^(?:build|dev|lint|test)$/.test(name);
    case "yarn":
      return /^(?:build|dev|lint|start|test)$/.test(name);
    default:
      return false;
  }
}

/** Options with which the script is one of other folders, or need not be there. */
const elsewhere = ["-w", "--workspace", "--workspaces", "-ws", "--prefix", "-C", "--dir", "--cwd", "--if-present", "-F", "--filter", "-r", "--recursive", "-g", "--global"];

/** Where a stage, or one below it, first changes the manifest itself; undefined when none does. */
function manifestChange(stage: Stage): number | undefined {
  const commands = stageChain(stage).toReversed().flatMap((link) => stepsOf(link)).flatMap(({ packageCommands }) => packageCommands);
  return commands.find(changesManifest)?.span.start;
}

/** `npm pkg set scripts.build=…` gives the manifest what it has not where it comes from. */
function changesManifest({ subcommand, operands }: PackageCommand): boolean {
  return /^(?:pkg(?: set)?|set-script|init)$/.test(subcommand) && (subcommand !== "pkg" || operands[0]?.unquoted === "set");
}
