import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinApkVersions",
  aliases: ["DL3018"],
  language: "dockerfile",
  mentions: ["apk"],
  category: "reproducibility",
  severity: "off",
  summary: "apk add names a package without a version constraint, so each build may install another one.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["apk"], ["add"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package=version or package~version.`);
    }
  },
});
