import type { PairsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { isOpenAtEnd } from "../comments/continuations.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Runs of at least two LABELs between which nothing stands, comments included. The old form without `=` takes all of its line. */
export function neighboringLabels(dockerfile: Dockerfile): PairsInstruction[][] {
  const groups: PairsInstruction[][] = [];
  let group: PairsInstruction[] = [];
  for (const instruction of dockerfile.tree.instructions) {
    const last = group.at(-1);
    const isLabel = instruction.kind === "LABEL" && instruction.pairs.length > 0 && !instruction.pairs.some(({ isLegacy }) => isLegacy) && !isOpenAtEnd(dockerfile, instruction);
    if (last && isLabel && /^\s*$/.test(dockerfile.text.slice(last.span.end, instruction.span.start))) group.push(instruction);
    else {
      if (group.length > 1) groups.push(group);
      group = isLabel ? [instruction] : [];
    }
  }
  return group.length > 1 ? [...groups, group] : groups;
}
