import { groupBy } from "../../../base/group-by.ts";
import { memoize } from "../../../base/memoize.ts";
import type { Spanned } from "../../../base/span.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { countBefore, type Stage, stageChain } from "../dockerfile.ts";

/**
 * The value of a variable before `offset` of a stage: of its last ENV, or ARG with a default, there or in the stages below it.
 * As written but for quotes; undefined when nothing in the file sets it.
 */
export function stageVariable(stage: Stage, name: string, offset: number): string | undefined {
  for (const [distance, link] of stageChain(stage).entries()) {
    const set = settingsIn(link).get(name);
    const last = distance === 0 ? set?.[countBefore(set, offset) - 1] : set?.findLast(({ isEnv }) => isEnv);
    if (last) return last.value;
  }
  return undefined;
}

/** One place where a stage gives a variable a value. */
interface Setting extends Spanned {
  readonly isEnv: boolean;
  readonly value: string;
}

/** What the stage's ENV and ARG lines set, by name, in order. */
const settingsIn = memoize((stage: Stage): ReadonlyMap<string, readonly Setting[]> => groupBy(stage.instructions.flatMap(settingsOf), ({ name }) => name));

function settingsOf(instruction: Instruction): (Setting & { readonly name: string })[] {
  if (instruction.kind !== "ENV" && instruction.kind !== "ARG") return [];
  const isEnv = instruction.kind === "ENV";
  return instruction.pairs.flatMap(({ key, value }) =>
    value === undefined ? [] : [{ name: key.text, span: instruction.span, isEnv, value: value.text.replace(/^(["'])(.*)\1$/s, "$2") }]);
}
