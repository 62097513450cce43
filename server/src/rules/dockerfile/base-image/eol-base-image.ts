import { endedSupportOf } from "../../../model/dockerfile/base-support.ts";
import { externalBases } from "../../../model/dockerfile/external-images.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EolBaseImage",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "The base image belongs to a release line that gets no security updates any more.",
  check: ({ dockerfile, use, report }) => {
    for (const { word, ref, isFromVariable } of externalBases(dockerfile, use)) {
      const support = endedSupportOf(ref);
      // A default that builds replace on purpose is worth a hint only.
      if (support) report.as(isFromVariable ? "hint" : "warning")(word, `${support.name} ${support.release.version} has had no security updates since ${support.release.ended}.`);
    }
  },
});
