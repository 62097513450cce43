import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Stage, stageChain, startCommandOf } from "../dockerfile.ts";
import { type ArrivingFile, filesArriving } from "../files/arriving-files.ts";
import { fileName } from "../files/copy-paths.ts";
import { scriptOf } from "../scripts/scripts.ts";

/** A file of the build context that containers of a stage run as their program. */
export interface StartedFile {
  /** The ENTRYPOINT or CMD that names it. */
  readonly instruction: CommandInstruction;
  readonly span: Span;
  /** Where it may come from; the first that is there is it. */
  readonly arriving: readonly ArrivingFile[];
}

/** Undefined where the program cannot be told, or nothing of the context becomes it. */
export const startedFileOf = memoize((stage: Stage): StartedFile | undefined => {
  const { entrypoint, cmd } = startCommandOf(stage);
  const instruction = entrypoint && startsNothing(stage, entrypoint) && cmd?.command?.form === "exec" ? cmd : entrypoint ?? cmd;
  const program = instruction && firstInvocation(stage, instruction)?.words[0];
  if (!instruction || program?.value === undefined) return undefined;
  const arriving = filesArriving(stage, program.value);
  return arriving.length > 0 ? { instruction, span: program.span, arriving } : undefined;
});

/** Whether it is an init that starts what CMD says. */
function startsNothing(stage: Stage, entrypoint: CommandInstruction): boolean {
  const name = firstInvocation(stage, entrypoint)?.name;
  return name !== undefined && /^(?:tini|dumb-init|catatonit)$/.test(name);
}

function firstInvocation(stage: Stage, instruction: CommandInstruction): Invocation | undefined {
  return scriptOf(stage.dockerfile, instruction).invocations[0];
}

/** Whether a later step of the stage may give a copied file another mode, or put another file in its place. */
export function mayChangeLater(stage: Stage, { copy, stage: owner, path }: ArrivingFile): boolean {
  const chain = stageChain(stage);
  const later = chain.slice(0, chain.indexOf(owner) + 1).flatMap((link) => link.instructions.filter(({ span }) => link !== owner || span.start > copy.span.start));
  return later.some(({ kind, span }) => {
    const text = kind === "RUN" ? stage.dockerfile.written(span) : "";
    return text.includes("chmod") || (text.includes(fileName(path)) && /\b(?:install|mv|cp|ln|rm)\b/.test(text));
  });
}
