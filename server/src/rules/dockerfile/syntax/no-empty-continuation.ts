import { emptyContinuations } from "../../../model/dockerfile/comments/continuations.ts";
import { remove } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoEmptyContinuation",
  aliases: ["buildkit:NoEmptyContinuation"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "An empty line stands between the continued lines of an instruction.",
  check: ({ dockerfile, report }) => {
    for (const { instruction, lines, lastLine } of emptyContinuations(dockerfile)) {
      const count = lines.length === 1 ? "an empty line" : `${lines.length} empty lines`;
      report(lastLine, `${instruction.keyword} goes on up to here across ${count}, which a later builder will refuse.`, { title: "Remove the empty lines", safety: "safe", edits: lines.map((line) => remove(line)) });
    }
  },
});
