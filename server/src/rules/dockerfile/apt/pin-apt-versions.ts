import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinAptVersions",
  aliases: ["DL3008"],
  language: "dockerfile",
  mentions: ["apt"],
  category: "reproducibility",
  severity: "off",
  summary: "apt-get install names a package without a version, so each build may install another one.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["apt-get"], ["install"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package=version.`);
    }
  },
});
