import type { Comment, Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/**
 * The comment that BuildKit takes for an instruction's description: the last one above it. An empty comment ends the
 * search; empty lines do not.
 */
export function descriptionOf(dockerfile: Dockerfile, instruction: Instruction): Comment | undefined {
  const { comments, instructions } = dockerfile.tree;
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start < instruction.span.start) low = middle + 1;
    else high = middle;
  }
  const last = comments[low - 1];
  if (!last || last.inside || last.text === "") return undefined;
  const before = instructionBefore(instructions, instruction);
  return before && before.span.end > last.span.start ? undefined : last;
}

function instructionBefore(instructions: readonly Instruction[], instruction: Instruction): Instruction | undefined {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instructions[middle]!.span.start < instruction.span.start) low = middle + 1;
    else high = middle;
  }
  return instructions[low - 1];
}

/** Whether the check directive switches an experimental check of BuildKit on. */
export function hasExperimentalCheck(dockerfile: Dockerfile, name: string): boolean {
  const directive = dockerfile.tree.directives.find((candidate) => candidate.name === "check");
  const list = /(?:^|;)\s*experimental\s*=([^;]*)/.exec(directive?.value ?? "")?.[1];
  return list !== undefined && list.split(",").some((entry) => entry.trim() === name || entry.trim() === "all");
}
