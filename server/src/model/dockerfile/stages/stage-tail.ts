import type { InstructionKind } from "../../../syntax/dockerfile/tree.ts";
import type { Stage } from "../dockerfile.ts";

/** A place for new lines in front of what ends a stage. */
export interface TailPlace {
  /** The start of the instruction, or of the comments that stand right above it. */
  readonly offset: number;
  /** Whether a blank line sets it apart from what stands above. */
  readonly isApart: boolean;
}

/** The first of the instructions of these kinds with which a stage ends: no other kind but them and flags of the image follows. */
export function firstTail(stage: Stage, kinds: readonly InstructionKind[]): TailPlace | undefined {
  const lastWork = stage.instructions.findLastIndex((instruction) => instruction.kind === "RUN" || instruction.kind === "COPY" || instruction.kind === "ADD");
  const first = stage.instructions.find((instruction, index) => index > lastWork && kinds.includes(instruction.kind)) ?? stage.instructions.findLast((instruction) => kinds.includes(instruction.kind));
  if (!first) return undefined;
  const { text } = stage.dockerfile;
  let offset = text.lastIndexOf("\n", first.span.start - 1) + 1;
  for (;;) {
    const above = lineAbove(text, offset);
    if (above === undefined) return { offset, isApart: false };
    if (above.trim() === "") return { offset, isApart: true };
    if (!above.trimStart().startsWith("#")) return { offset, isApart: false };
    offset = text.lastIndexOf("\n", offset - 2) + 1;
  }
}

function lineAbove(text: string, lineStart: number): string | undefined {
  return lineStart === 0 ? undefined : text.slice(text.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
}
