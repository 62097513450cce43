import { missedTerminators } from "../../../model/dockerfile/scripts/heredoc-terminators.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HeredocIndentedTerminator",
  aliases: ["SC1040", "SC1118"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "Blanks stand around the word that is to close a heredoc, so it closes nothing.",
  check: ({ dockerfile, report }) => {
    for (const { heredoc, span, line, isIndented } of missedTerminators(dockerfile)) {
      const allowed = heredoc.stripsTabs ? "<<- passes over tabs only" : "<< wants it at the start of its line; <<- passes over tabs";
      const message = isIndented ? `This indented ${heredoc.delimiter} does not close the heredoc: ${allowed}.` : `Blanks behind ${heredoc.delimiter} keep it from closing the heredoc.`;
      report(span, message, safeFix(`Write ${heredoc.delimiter} alone in its line`, replace(line, heredoc.delimiter)));
    }
  },
});
