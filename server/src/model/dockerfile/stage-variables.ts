import { type Stage, stageChain } from "./dockerfile.ts";

/**
 * The value of a variable before `offset` of a stage: of its last ENV, or ARG with a default, there or in the stages below it.
 * As written but for quotes; undefined when nothing in the file sets it.
 */
export function stageVariable(stage: Stage, name: string, offset: number): string | undefined {
  for (const [distance, link] of stageChain(stage).entries()) {
    for (let index = link.instructions.length - 1; index >= 0; index--) {
      const instruction = link.instructions[index]!;
      if (distance === 0 && instruction.span.start >= offset) continue;
      if (instruction.kind !== "ENV" && !(instruction.kind === "ARG" && distance === 0)) continue;
      const pair = instruction.pairs.findLast(({ key }) => key.text === name);
      if (pair?.value !== undefined) return pair.value.text.replace(/^(["'])(.*)\1$/s, "$2");
    }
  }
  return undefined;
}
