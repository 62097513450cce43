import { instructionAt, faultsOf } from "../../../model/dockerfile/faults.ts";
import { missedTerminator } from "../../../model/dockerfile/scripts/heredoc-terminators.ts";
import { insert, lineBreakOf, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnfinishedHeredoc",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A heredoc is never closed, so it swallows the rest of the file.",
  check: ({ dockerfile, report }) => {
    for (const { span, message } of faultsOf(dockerfile, "unfinished-heredoc")) {
      const { text } = dockerfile;
      const heredoc = instructionAt(dockerfile, span)?.heredocs.find((candidate) => candidate.span.start === span.start);
      // Where the word stands with blanks around it, that place is what has to be mended.
      if (heredoc && missedTerminator(text, heredoc)) continue;
      const lineBreak = lineBreakOf(text);
      const closing = `${text.endsWith("\n") ? "" : lineBreak}${heredoc?.delimiter}${lineBreak}`;
      report(span, message, heredoc ? suggestion(`Close it with ${heredoc.delimiter} at the end of the file`, insert(text.length, closing)) : undefined);
    }
  },
});
