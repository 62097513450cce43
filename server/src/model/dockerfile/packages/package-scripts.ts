import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
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
    return [...steps, ...starts];
  }));

function runsOf(stage: Stage, script: InstructionScript, offset: number): ScriptRun[] {
  if (script.invocations.some(({ name }) => /^(?:cd|pushd|popd)$/.test(name))) return [];
  return script.packageCommands.flatMap((command) => {
    const call = scriptOfCall(command);
    return call ? [{ stage, offset, ...call }] : [];
  });
}

/** The script that a call names. Yarn, Bun and a bare `pnpm build` also start programs, so they tell nothing. */
function scriptOfCall({ manager, subcommand, subcommandSpan, operands, options, invocation }: PackageCommand): { name: string; span: Span } | undefined {
  if (invocation.outer !== undefined || (manager !== "npm" && manager !== "pnpm")) return undefined;
  if (findOption(options, ...elsewhere) !== undefined) return undefined;
  if (subcommand === "test" && subcommandSpan) return { name: subcommand, span: subcommandSpan };
  const word = /^(?:run|run-script)$/.test(subcommand) ? operands[0] : undefined;
  return word?.value === undefined ? undefined : { name: word.value, span: word.span };
}

/** Options with which the script is one of other folders, or need not be there. */
const elsewhere = ["-w", "--workspace", "--workspaces", "-ws", "--prefix", "-C", "--dir", "--if-present", "-F", "--filter", "-r", "--recursive", "-g", "--global"];
