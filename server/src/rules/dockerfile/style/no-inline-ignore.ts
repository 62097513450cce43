import { ignorePragmas } from "../../../model/dockerfile/comments/ignore-pragmas.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoInlineIgnore",
  aliases: ["DL1001"],
  language: "dockerfile",
  mentions: ["bakewell", "hadolint"],
  category: "style",
  severity: "off",
  summary: "A comment switches rules off in the file itself.",
  check: ({ dockerfile, report }) => {
    for (const comment of ignorePragmas(dockerfile)) report(comment, "Rules are to be switched off in the configuration, not in the file.", suggestion("Remove the comment", removeLines(dockerfile.text, comment)));
  },
});
