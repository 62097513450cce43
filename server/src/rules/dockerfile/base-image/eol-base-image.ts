import { endedReleases } from "../../../data/end-of-life.ts";
import { endedSupportOf } from "../../../model/dockerfile/images/base-support.ts";
import { externalBases } from "../../../model/dockerfile/images/external-images.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EolBaseImage",
  aliases: [],
  language: "dockerfile",
  mentions: [...endedReleases.keys(), "buster", "jessie", "stretch"],
  category: "security",
  severity: "info",
  summary: "The base image belongs to a release line that gets no security updates any more.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const { stage, word, ref, isFromVariable } of externalBases(dockerfile, use)) {
      const support = endedSupportOf(ref);
      // A default that builds replace on purpose is worth a hint only, and so are tools that no container ever runs.
      if (support) report.as(isFromVariable || !shipped.has(stage) ? "hint" : "info")(word, `${support.name} ${support.release.version} has had no security updates since ${support.release.ended}.`);
    }
  },
});
