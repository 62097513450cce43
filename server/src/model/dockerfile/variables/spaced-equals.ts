import type { Span } from "../../../base/span.ts";
import type { PairsInstruction, Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { strayArguments } from "./stray-words.ts";

/** An equals sign with blanks beside it, which the build takes for something else. */
export interface SpacedEquals {
  /** `value`: the sign is part of the value; `argument`: what follows is another argument; `nameless`: the build stops. */
  readonly kind: "value" | "argument" | "nameless";
  readonly instruction: PairsInstruction;
  readonly name: string;
  /** From behind the name to what was to be the value. */
  readonly gap: Span;
  /** What the build takes for the value, or for another argument. */
  readonly value: Word;
  /** Whether what follows the equals sign holds blanks that are not quoted. */
  readonly needsQuotes: boolean;
  /** Whether it is clear where the value ends. */
  readonly isFixable: boolean;
}

/** `ENV A = b` and `LABEL A =b`, where the old form without an equals sign is read, and `ARG A= b`. */
export function spacedEquals(dockerfile: Dockerfile): SpacedEquals[] {
  const legacy = [...dockerfile.all("ENV"), ...dockerfile.all("LABEL")].flatMap((instruction) => instruction.pairs.flatMap(({ key, value, isLegacy }): SpacedEquals[] => {
    if (!isLegacy || !value?.text.startsWith("=") || /^==/.test(value.text)) return [];
    const rest = value.text.slice(1).trimStart();
    const end = value.span.end - rest.length;
    const isPlain = value.text.length === value.span.end - value.span.start && rest !== "" && !/[\\`]/.test(rest);
    const isOneWord = /^(?:[^\s"']+|"[^"]*"|'[^']*')$/.test(rest);
    const needsQuotes = !isOneWord && !/["'=]/.test(rest);
    return [{ kind: "value", instruction, name: key.text, gap: { start: key.span.end, end }, value, needsQuotes, isFixable: isPlain && (isOneWord || needsQuotes) }];
  }));
  const empty = strayArguments(dockerfile).flatMap(({ instruction, pair, words, isValueEmpty }): SpacedEquals[] => {
    const [word, more] = words;
    if (!isValueEmpty || !word) return [];
    return [{ kind: "argument", instruction, name: pair.key.text, gap: { start: pair.key.span.end, end: word.span.start }, value: word.key, needsQuotes: false, isFixable: more === undefined }];
  });
  return [...legacy, ...empty, ...namelessPairs(dockerfile)];
}

/** `ARG A = b`, and the same behind another pair of ENV or LABEL. */
function namelessPairs(dockerfile: Dockerfile): SpacedEquals[] {
  return dockerfile.tree.instructions.flatMap((outer) => {
    const instruction = outer.kind === "ONBUILD" ? outer.inner : outer;
    if (instruction?.kind !== "ARG" && instruction?.kind !== "ENV" && instruction?.kind !== "LABEL") return [];
    const { pairs } = instruction;
    return pairs.flatMap((pair, index): SpacedEquals[] => {
      const name = pairs[index - 1];
      if (pair.key.text !== "" || !pair.value || !name || name.value || name.isLegacy) return [];
      const next = pairs[index + 1];
      const isApart = pair.value.text === "";
      const value = isApart && next?.value === undefined ? next?.key : pair.value;
      const gap = { start: name.key.span.end, end: value?.span.start ?? pair.span.end };
      // What follows the value may be meant for it or not.
      const isLast = !pairs.slice(index + (isApart ? 2 : 1)).some((more) => more.value === undefined);
      return [{ kind: "nameless", instruction, name: name.key.text, gap, value: value ?? pair.value, needsQuotes: false, isFixable: isLast && value !== undefined && !dockerfile.written(gap).includes("\n") }];
    });
  });
}
