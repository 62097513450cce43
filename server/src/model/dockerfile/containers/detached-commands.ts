import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type DetachedStart, detachedStart } from "../../shell/detached-starts.ts";
import type { CommandInstruction, Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
import { baseFacts } from "../images/base-facts.ts";
import { scriptOf } from "../scripts/scripts.ts";
import { isWindowsStage } from "../scripts/shell.ts";

/** The command of a container whose last program goes into the background. */
export interface DetachedCommand extends Omit<DetachedStart, "isConfigurable" | "runsScript"> {
  readonly instruction: CommandInstruction;
  readonly invocation: Invocation;
  /** Whether a configuration that the build brings may say that the program stays, or an entrypoint that is not known may do something else. */
  readonly mayStay: boolean;
}

/** The container's command where it is this stage's own and all of it ends at once; what an entrypoint script does with it is not known. */
export function detachedCommand(stage: Stage): DetachedCommand | undefined {
  const { entrypoint, cmd } = startCommandOf(stage);
  const instruction = entrypoint ?? cmd;
  // On Windows these programs stay, or are services that other tools start.
  if (instruction === undefined || stage.dockerfile.stageOf(instruction) !== stage || isWindowsStage(stage)) return undefined;
  const invocation = lastProgram(stage, instruction);
  if (invocation === undefined) return undefined;
  const words = invocation.words.map(({ unquoted }) => unquoted);
  // The words of CMD follow those of an array, except in the script of a shell in it.
  const more = entrypoint !== undefined && invocation.outer === undefined ? (cmd?.command?.exec?.items ?? []).map(({ value }) => value) : [];
  const start = detachedStart([...words, ...more]);
  if (start === undefined) return undefined;
  const configuration = start.isConfigurable ? configurationIn(stage.dockerfile) : "none";
  if (configuration === "stays") return undefined;
  const isConfigured = start.isConfigurable && (configuration === "brought" || words.includes("-c"));
  // The base may bring a configuration, and an entrypoint where the stage has none.
  const isOpen = !baseFacts(stage).isKnown && (entrypoint === undefined || start.isConfigurable);
  return { ...start, instruction, invocation, mayStay: isOpen || isConfigured || (start.runsScript && bringsScripts(stage.dockerfile)) };
}

/** Whether the file writes the setting of nginx with which it stays, or brings what may hold it. */
const configurationIn = memoize((dockerfile: Dockerfile): "stays" | "brought" | "none" => {
  if (/daemon\s+off/.test(dockerfile.text)) return "stays";
  return dockerfile.tree.instructions.some((instruction) => bringsConfiguration(dockerfile, instruction)) ? "brought" : "none";
});

/** Whether the build writes or changes scripts of services, which may stay as it pleases them. */
const bringsScripts = memoize((dockerfile: Dockerfile): boolean =>
  dockerfile.tree.instructions.some((instruction) => /^(?:RUN|COPY|ADD)$/.test(instruction.kind) && dockerfile.written(instruction).includes("/etc/init.d")));

/** Pages that nginx delivers do not count, but folders for all of the system do. */
function bringsConfiguration(dockerfile: Dockerfile, instruction: Instruction): boolean {
  if (instruction.kind === "RUN") return dockerfile.written(instruction).includes("nginx.conf");
  if (instruction.kind !== "COPY" && instruction.kind !== "ADD") return false;
  const text = dockerfile.written(instruction).replace(/\/usr\/share\/nginx\S*/g, "");
  return /nginx|\.conf\b/i.test(text) || /^\/(?:etc\/?)?$/.test(instruction.destination?.text ?? "");
}

/** The program with which a command ends, if it surely gets there and does not wait for others. */
function lastProgram(stage: Stage, instruction: CommandInstruction): Invocation | undefined {
  const { invocations, script } = scriptOf(stage.dockerfile, instruction);
  const last = invocations.at(-1);
  if (last === undefined || (instruction.command?.form === "shell" && script === undefined)) return undefined;
  const { use } = last;
  const isPlain = use === undefined || (use.scope.parent === undefined && !use.isBackground && use.pipeline.commands.length === 1 && use.before?.operator !== "||");
  return isPlain ? last : undefined;
}
