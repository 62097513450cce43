import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type DetachedStart, detachedStart } from "../../shell/detached-starts.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";

/** The command of a container whose last program goes into the background. */
export interface DetachedCommand extends Omit<DetachedStart, "isConfigurable"> {
  readonly instruction: CommandInstruction;
  readonly invocation: Invocation;
  /** Whether a file that the build copies may say that the program stays. */
  readonly mayBeConfigured: boolean;
}

/** The container's command where it is this stage's own and all of it ends at once; what an entrypoint script does with it is not known. */
export function detachedCommand(stage: Stage): DetachedCommand | undefined {
  const { entrypoint, cmd } = startCommandOf(stage);
  const instruction = entrypoint ?? cmd;
  if (instruction === undefined || stage.dockerfile.stageOf(instruction) !== stage) return undefined;
  const invocation = lastProgram(stage, instruction);
  if (invocation === undefined) return undefined;
  const words = invocation.words.map(({ unquoted }) => unquoted);
  // The words of CMD follow those of an array, except in the script of a shell in it.
  const more = entrypoint !== undefined && invocation.outer === undefined ? (cmd?.command?.exec?.items ?? []).map(({ value }) => value) : [];
  const start = detachedStart([...words, ...more]);
  if (start === undefined) return undefined;
  const configuration = start.isConfigurable ? configurationIn(stage.dockerfile) : "none";
  return configuration === "stays" ? undefined : { ...start, instruction, invocation, mayBeConfigured: configuration === "copied" };
}

/** Whether the file writes the setting of nginx with which it stays, or copies what may hold it. */
const configurationIn = memoize(({ text }: Dockerfile): "stays" | "copied" | "none" =>
  /daemon\s+off/.test(text) ? "stays" : /^[ \t]*(?:COPY|ADD)\b.*(?:nginx|\.conf)/im.test(text) ? "copied" : "none");

/** The program with which a command ends, if it surely gets there and does not wait for others. */
function lastProgram(stage: Stage, instruction: CommandInstruction): Invocation | undefined {
  const { invocations, script } = scriptOf(stage.dockerfile, instruction);
  const last = invocations.at(-1);
  if (last === undefined || (instruction.command?.form === "shell" && script === undefined)) return undefined;
  const { use } = last;
  const isPlain = use === undefined || (use.scope.parent === undefined && !use.isBackground && use.pipeline.commands.length === 1 && use.before?.operator !== "||");
  return isPlain ? last : undefined;
}
