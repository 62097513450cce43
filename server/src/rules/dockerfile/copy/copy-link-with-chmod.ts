import { removeWithBlanks, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopyLinkWithChmod",
  aliases: [],
  language: "dockerfile",
  category: "cache",
  severity: "hint",
  summary: "COPY has --link and --chmod, and the builder then leaves the link out.",
  check: ({ dockerfile, report }) => {
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const link = copy.flags.find(({ name, plainValue }) => name === "link" && !/^(?:false|0)$/i.test(plainValue ?? ""));
      const mode = copy.flags.find(({ name }) => name === "chmod");
      if (link && mode) report(link, "With --chmod the builder makes no linked layer, so --link has no effect here.", safeFix("Remove --link", removeWithBlanks(dockerfile.text, link)));
    }
  },
});
