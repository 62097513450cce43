import type { Instruction, KeyValue, PairsInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { readsEnvironment } from "../../shell/environment-readers.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type InstructionScript, scriptOf } from "../scripts/scripts.ts";

/** An ARG that has another value in nearly every build, above steps that do not need it. */
export interface ChangingArg {
  readonly instruction: PairsInstruction;
  readonly pair: KeyValue;
  readonly stage: Stage;
  /** The installations and downloads that every new value repeats for nothing, in order. */
  readonly repeated: readonly RunInstruction[];
  /** The LABELs between them that need it, which have to move with it. */
  readonly labels: readonly PairsInstruction[];
}

/** Names of commits, dates and numbers of builds. */
const changing = /^(?:(?:GIT|VCS|SOURCE|SCM|CI|APP|IMAGE|BUILD)_?)?(?:COMMIT(?:_?(?:SHA|HASH|ID|REF|DATE|SHORT_SHA))?|SHA|REVISION|SHORT_SHA|GITHASH|HASH)$|^(?:GIT|VCS)_(?:REF|SHA|REV|DESCRIBE)$|^(?:BUILD|CREATED|IMAGE)_?(?:DATE|TIME|TIMESTAMP|NUMBER|ID|AT)$|^(?:BUILD_)?TIMESTAMP$|^CREATED$/i;

export function changingArgs(dockerfile: Dockerfile): ChangingArg[] {
  return dockerfile.stages.flatMap((stage) => stage.instructions.flatMap((instruction, index) =>
    (instruction.kind === "ARG" ? instruction.pairs.flatMap((pair) => changingArg(stage, instruction, pair, index)) : [])));
}

function changingArg(stage: Stage, instruction: PairsInstruction, pair: KeyValue, index: number): ChangingArg[] {
  if (!changing.test(pair.key.text)) return [];
  const repeated: RunInstruction[] = [];
  const labels: PairsInstruction[] = [];
  const mention = new RegExp(`\\b${pair.key.text}\\b`);
  for (let at = index + 1; at < stage.instructions.length; at++) {
    const next = stage.instructions[at]!;
    const isNamed = mention.test(stage.dockerfile.written(next));
    if (isNamed && next.kind === "LABEL") labels.push(next);
    else if (isNamed || mayRead(stage, next)) break;
    else if (next.kind === "RUN" && isExpensive(scriptOf(stage.dockerfile, next))) repeated.push(next);
  }
  const last = repeated.at(-1);
  return last ? [{ instruction, pair, stage, repeated, labels: labels.filter(({ span }) => span.start < last.span.start) }] : [];
}

/** Whether a step may use the variable without naming it. */
function mayRead({ dockerfile }: Stage, instruction: Instruction): boolean {
  if (instruction.kind !== "RUN") return instruction.kind === "ONBUILD";
  const { facts, packageCommands, invocations } = scriptOf(dockerfile, instruction);
  if (!facts.script && instruction.command?.form === "shell") return true;
  const managers = new Set(packageCommands.filter(({ action, data }) => action !== "other" && data.family !== "jvm").map(({ invocation }) => invocation));
  return invocations.some((invocation) => !managers.has(invocation) && readsEnvironment(invocation));
}

function isExpensive({ facts, packageCommands }: InstructionScript): boolean {
  return facts.downloads.length > 0 || packageCommands.some(({ action }) => action === "install" || action === "upgrade");
}
