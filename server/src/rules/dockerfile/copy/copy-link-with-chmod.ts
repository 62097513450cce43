import { linkedCopies } from "../../../model/dockerfile/files/link-flags.ts";
import { removeWithBlanks, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyLinkWithChmod",
  aliases: [],
  language: "dockerfile",
  mentions: ["link"],
  category: "cache",
  severity: "hint",
  summary: "COPY has --link and --chmod, and the builder then leaves the link out.",
  check: ({ dockerfile, report }) => {
    for (const { link, mode } of linkedCopies(dockerfile)) {
      if (mode) report(link, "With --chmod the builder makes no linked layer, so --link has no effect here.", safeFix("Remove --link", removeWithBlanks(dockerfile.text, link)));
    }
  },
});
