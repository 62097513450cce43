import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinComposerVersions",
  aliases: [],
  language: "dockerfile",
  mentions: ["composer"],
  category: "reproducibility",
  severity: "info",
  summary: "Composer adds a package without a version, so each build may install another one.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["composer"], ["require", "global require"])) {
      const named = packages.filter(({ kind, name }) => kind === "name" || (kind === "url" && /^[\w.-]+\/[\w.-]+$/.test(name)));
      if (named.length > 0) report(named[0]!, `${namesOf(named)} ${named.length === 1 ? "has" : "have"} no version; write vendor/package:^1.2 or use a lock file.`);
    }
  },
});
