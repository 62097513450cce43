import type { Span } from "../../../base/span.ts";
import type { KeyValue, PairsInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Words behind a pair that a blank without quotes has cut off from its value. */
export interface StrayWords {
  readonly instruction: PairsInstruction;
  /** The pair whose value they were meant for. */
  readonly pair: KeyValue & { readonly value: Word };
  readonly words: readonly KeyValue[];
  readonly span: Span;
  /** Whether the pair ends in its equals sign, so that the first word is what was to be the value. */
  readonly isValueEmpty: boolean;
}

/** In ENV and LABEL, where the build refuses a word without an equals sign. */
export function strayWords(dockerfile: Dockerfile): StrayWords[] {
  return dockerfile.tree.instructions.flatMap((outer) => {
    const instruction = outer.kind === "ONBUILD" ? outer.inner : outer;
    return instruction?.kind === "ENV" || instruction?.kind === "LABEL" ? groupsIn(instruction) : [];
  });
}

/** In ARG, where each word without an equals sign declares one more argument. */
export function strayArguments(dockerfile: Dockerfile): StrayWords[] {
  return dockerfile.all("ARG").flatMap((instruction) => (instruction.pairs.length < 2 ? [] : groupsIn(instruction)));
}

function groupsIn(instruction: PairsInstruction): StrayWords[] {
  const groups: StrayWords[] = [];
  let pair: KeyValue | undefined;
  for (const next of instruction.pairs) {
    // Blanks on both sides of an equals sign: the fault is that pair's.
    if (next.key.text === "") return groups.slice(0, -1);
    if (next.value !== undefined) pair = next;
    else if (hasValue(pair)) {
      const open = groups.at(-1);
      if (open?.pair === pair) groups[groups.length - 1] = { ...open, words: [...open.words, next], span: { start: open.span.start, end: next.span.end } };
      else groups.push({ instruction, pair, words: [next], span: next.span, isValueEmpty: pair.value.text === "" });
    }
  }
  return groups;
}

function hasValue(pair: KeyValue | undefined): pair is KeyValue & { readonly value: Word } {
  return pair?.value !== undefined;
}
