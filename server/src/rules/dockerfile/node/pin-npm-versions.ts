import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinNpmVersions",
  aliases: ["DL3016"],
  language: "dockerfile",
  mentions: ["npm"],
  category: "reproducibility",
  severity: "info",
  summary: "npm install names a package, or a git source, without version or commit.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["npm"], ["install", "i", "add"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package@version.`);
    }
  },
});
