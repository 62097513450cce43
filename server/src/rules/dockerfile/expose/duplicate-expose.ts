import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import type { Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import type { Edit } from "../../../base/edit.ts";
import { type Fix, remove, removeLines, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateExpose",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose"],
  category: "style",
  severity: "hint",
  summary: "A stage exposes the same port twice.",
  tags: ["unnecessary"],
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const seen = new Set<string>();
      const repeated: { word: Word; key: string; instruction: Instruction }[] = [];
      for (const { step, word, port, protocol, isLiteral } of portsOf(stage)) {
        const key = `${port}/${protocol.toLowerCase()}`;
        const { instruction } = step;
        if (!isLiteral || instruction.kind !== "EXPOSE" || dockerfile.stageOf(instruction) !== stage || !seen.has(key)) {
          seen.add(key);
          continue;
        }
        repeated.push({ word, key, instruction });
      }
      for (const { word, key, instruction } of repeated) {
        // An instruction goes as a whole when no port of it would stay.
        const isEmptied = instruction.kind === "EXPOSE" && instruction.words.every((each) => repeated.some((other) => other.word === each));
        report(word, `Port ${key} is exposed already.`, fixOf(isEmptied ? removeLines(dockerfile.text, instruction) : removeWord(dockerfile.text, instruction, word)));
      }
    }
  },
});

function fixOf(edit: Edit | undefined): Fix | undefined {
  return edit && safeFix("Remove it", edit);
}

/** Takes a word out with the line join beside it: one that stayed would join the next instruction. */
function removeWord(text: string, instruction: Instruction, word: Word): Edit | undefined {
  if (instruction.kind !== "EXPOSE") return undefined;
  const index = instruction.words.indexOf(word);
  const previous = instruction.words[index - 1];
  const span = previous ? { start: previous.span.end, end: word.span.end } : { start: word.span.start, end: instruction.words[index + 1]!.span.start };
  return text.slice(span.start, span.end).includes("#") ? undefined : remove(span);
}
