import { groupBy } from "../../../base/group-by.ts";
import { type OddCharacter, oddCharacters } from "../../../model/dockerfile/text/odd-characters.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SmartQuotes",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A typographic quote or dash stands where only the ASCII one has a meaning.",
  check: ({ dockerfile, report }) => {
    const { text } = dockerfile;
    const mistaken = oddCharacters(dockerfile).filter((character) => isMistaken(text, character));
    for (const [, characters] of groupBy(mistaken, ({ instruction }) => instruction)) {
      const first = characters[0]!;
      const edits = characters.map((character) => replace(character, asciiOf(text, character)));
      const written = text.slice(first.span.start, first.span.end);
      report(first, `${written} is ${first.name}, which means nothing here; ${asciiOf(text, first)} is meant.`, suggestion("Write ASCII characters", ...edits));
    }
  },
});

/** Quotes around words and dashes in front of options; an apostrophe within a word and prose are left alone. */
function isMistaken(text: string, { kind, place, instruction, span, ascii }: OddCharacter): boolean {
  if (place !== "bare" || !instruction || instruction.kind === "MAINTAINER" || instruction.kind === "unknown") return false;
  if (kind === "quote") return ascii === '"' || !(/[\p{L}\p{N}]/u.test(text[span.start - 1] ?? "") && /\p{L}/u.test(text[span.end] ?? ""));
  return kind === "dash" && /\s/.test(text[span.start - 1] ?? "") && /^[-A-Za-z]/.test(text.slice(span.end, span.end + 1));
}

/** Word processors make one dash of the two in front of a long option. */
function asciiOf(text: string, { kind, ascii, span }: OddCharacter): string {
  if (kind !== "dash") return ascii;
  return text[span.end] === "-" ? "-" : /^[A-Za-z][\w-]/.test(text.slice(span.end, span.end + 2)) ? "--" : "-";
}
