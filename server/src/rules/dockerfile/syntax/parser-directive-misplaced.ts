import { lostDirectives } from "../../../model/dockerfile/comments/misplaced-directives.ts";
import { insert, lineBreakOf, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ParserDirectiveMisplaced",
  aliases: [],
  language: "dockerfile",
  mentions: ["check", "escape", "syntax"],
  category: "correctness",
  severity: "warning",
  summary: "A parser directive stands below a comment, an empty line or an instruction, where it is a mere comment.",
  check: ({ dockerfile, report }) => {
    const { text, tree } = dockerfile;
    const top = tree.directives.length === 0 ? (text.startsWith("\uFEFF") ? 1 : 0) : text.indexOf("\n", tree.directives.at(-1)!.span.end) + 1;
    for (const { comment, name, written } of lostDirectives(dockerfile)) {
      if (written.toLowerCase() !== name) continue;
      const line = text.slice(comment.span.start, comment.span.end);
      report(
        comment,
        `The directive ${name} has no effect here: only the first lines of the file can hold directives.`,
        suggestion("Move it to the top", insert(top, `${line}${lineBreakOf(text)}`), removeLines(text, comment)),
      );
    }
  },
});
