import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinYumVersions",
  aliases: ["DL3033"],
  language: "dockerfile",
  mentions: ["yum"],
  category: "reproducibility",
  severity: "off",
  summary: "yum install names a package, or a module without a stream, without a version.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["yum"], ["install", "module install"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package-version, a module as name:stream.`);
    }
  },
});
