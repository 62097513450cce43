import { heredocExpansions } from "../../../model/dockerfile/variables/heredoc-expansions.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import type { Heredoc } from "../../../syntax/dockerfile/tree.ts";
import type { VariableReference } from "../../../syntax/dockerfile/words.ts";
import { type Fix, insertBefore, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HeredocVariableExpansion",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "The build empties a variable in a file that a heredoc writes, or leaves one that was meant for the build.",
  check: ({ dockerfile, report }) => {
    const { text } = dockerfile;
    for (const { heredoc, stage, lost, replaced, kept } of heredocExpansions(dockerfile)) {
      const first = lost[0];
      if (first) {
        const more = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
        // A base image may set a name in capitals; the others are the file's own.
        const isSure = lost.some(({ name }) => name !== name.toUpperCase() || !/[A-Z]/.test(name)) || baseFacts(stage).distribution === "scratch";
        report.as(isSure ? "warning" : "hint")(first, `The build replaces ${text.slice(first.span.start, first.span.end)}${more} in this file by nothing.`, replaced.length === 0 && !text.slice(heredoc.body.start, heredoc.body.end).includes("\\") ? quote(text, heredoc) : escapeAll(lost));
      }
      for (const reference of kept) {
        const written = text.slice(reference.span.start, reference.span.end);
        report.as("hint")(reference, `${written} stays as it is: the quotes around ${heredoc.delimiter} keep the build argument out.`);
      }
    }
  },
});

function quote(text: string, { span, delimiter }: Heredoc): Fix | undefined {
  const start = span.end - delimiter.length;
  return text.slice(start, span.end) === delimiter ? suggestion(`Quote ${delimiter} to keep the text as it is`, replace({ start, end: span.end }, `"${delimiter}"`)) : undefined;
}

function escapeAll(lost: readonly VariableReference[]): Fix {
  return suggestion(lost.length === 1 ? "Escape the $" : "Escape each $ that has no value", ...lost.map((reference) => insertBefore(reference, "\\")));
}
