import { portsOf } from "../../../model/dockerfile/ports.ts";
import { removeLines, removeWithBlanks, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateExpose",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "hint",
  summary: "A stage exposes the same port twice.",
  tags: ["unnecessary"],
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const seen = new Set<string>();
      for (const { step, word, port, protocol, isLiteral } of portsOf(stage)) {
        const key = `${port}/${protocol.toLowerCase()}`;
        const { instruction } = step;
        if (!isLiteral || instruction.kind !== "EXPOSE" || dockerfile.stageOf(instruction) !== stage || !seen.has(key)) {
          seen.add(key);
          continue;
        }
        const isAlone = instruction.words.length === 1;
        report(word, `Port ${key} is exposed already.`, safeFix("Remove it", isAlone ? removeLines(dockerfile.text, instruction) : removeWithBlanks(dockerfile.text, word)));
      }
    }
  },
});
