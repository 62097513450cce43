import { namesOf, unpinnedInstalls } from "../../../model/dockerfile/packages/unpinned-installs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinDnfVersions",
  aliases: ["DL3041"],
  language: "dockerfile",
  mentions: ["dnf", "microdnf"],
  category: "reproducibility",
  severity: "off",
  summary: "dnf install names a package, or a module without a stream, without a version.",
  check: ({ dockerfile, report }) => {
    for (const { packages } of unpinnedInstalls(dockerfile, ["dnf", "microdnf"], ["install", "module install"])) {
      report(packages[0]!, `${namesOf(packages)} ${packages.length === 1 ? "has" : "have"} no version; write package-version, a module as name:stream.`);
    }
  },
});
