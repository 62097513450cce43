import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinGemVersions",
  aliases: ["DL3028"],
  language: "dockerfile",
  mentions: ["gem"],
  category: "reproducibility",
  severity: "info",
  summary: "gem install names a gem without a version.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["gem"], ["install", "i"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write gem:version or add --version.`);
    }
  },
});
