import { unexplainedPragmas } from "../../../model/dockerfile/comments/ignore-pragmas.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "IgnoreWithoutReason",
  aliases: [],
  language: "dockerfile",
  mentions: ["bakewell", "hadolint"],
  category: "style",
  severity: "off",
  summary: "A comment switches rules off and does not say why.",
  check: ({ dockerfile, report }) => {
    for (const comment of unexplainedPragmas(dockerfile)) report(comment, "This switches rules off without a reason; add one behind another # or in a comment above.");
  },
});
