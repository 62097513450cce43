import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinZypperVersions",
  aliases: ["DL3037"],
  language: "dockerfile",
  mentions: ["zypper"],
  category: "reproducibility",
  severity: "off",
  summary: "zypper install names a package without a version.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["zypper"], ["install", "in"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package=version.`);
    }
  },
});
