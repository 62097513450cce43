import { commentedInstructions } from "../../../model/dockerfile/comments/commented-instructions.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CommentedOutInstruction",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A comment is an instruction that was switched off.",
  check: ({ dockerfile, report }) => {
    for (const comment of commentedInstructions(dockerfile)) {
      const isContinued = comment.text.endsWith(dockerfile.tree.escape);
      const fix = isContinued ? undefined : suggestion("Remove the comment", removeLines(dockerfile.text, comment));
      report(comment, "This instruction is switched off; the repository's history keeps it if it is ever needed.", fix);
    }
  },
});
