import { trailingBlanks } from "../../../model/dockerfile/text/lines.ts";
import { remove, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TrailingSpaces",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A line ends in blanks.",
  check: ({ dockerfile, report }) => {
    for (const blanks of trailingBlanks(dockerfile)) report(blanks, "This line ends in blanks.", safeFix("Remove the blanks", remove(blanks)));
  },
});
