import type { Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CommaBetweenWords",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A comma separates paths that have a blank between them, and becomes part of the name.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      for (const word of wordsOf(instruction)) {
        if (!/[\w./"']$/.test(word.text.slice(0, -1)) || !word.text.endsWith(",")) continue;
        report(word, `The comma is part of the name "${word.text.replace(/["']/g, "")}"; ${instruction.keyword} separates paths by blanks.`, suggestion("Remove the comma", remove({ start: word.span.end - 1, end: word.span.end })));
      }
    }
  },
});

/** The paths of an instruction that may name several, behind each of which another one follows. */
function wordsOf(instruction: Instruction): readonly Word[] {
  if (instruction.kind === "VOLUME") return instruction.json === undefined ? instruction.words.slice(0, -1) : [];
  return (instruction.kind === "COPY" || instruction.kind === "ADD") && instruction.json === undefined ? instruction.sources : [];
}
