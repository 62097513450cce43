import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Stage } from "../dockerfile.ts";

const order = ["STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

/** The instructions that say how containers run, when they are not the last of a stage in this order. */
export interface Epilogue {
  /** The first one that stands where it does not belong. */
  readonly misplaced: Instruction;
  /** All of them as they stand, and as they should, when nothing else is between them. */
  readonly written: readonly Instruction[];
  readonly ordered: readonly Instruction[] | undefined;
}

export function disorderedEpilogue(stage: Stage): Epilogue | undefined {
  const rank = ({ kind }: Instruction): number => order.indexOf(kind);
  const written = stage.instructions.filter((instruction) => rank(instruction) >= 0);
  const first = written[0];
  if (!first) return undefined;
  const ordered = [...written].sort((a, b) => rank(a) - rank(b));
  const other = stage.instructions.findLast((instruction) => rank(instruction) < 0);
  if (other && other.span.start > first.span.start) return { misplaced: first, written, ordered: undefined };
  const misplaced = written.find((instruction, index) => index > 0 && rank(written[index - 1]!) > rank(instruction));
  return misplaced && { misplaced, written, ordered: new Set(written.map(({ kind }) => kind)).size === written.length ? ordered : undefined };
}
