import { externalBases } from "../../../model/dockerfile/images/external-images.ts";
import { hasReleases } from "../../../model/dockerfile/images/release-tags.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NoLatestTag",
  aliases: ["DL3007", "trivy:DS-0001"],
  language: "dockerfile",
  mentions: ["latest"],
  category: "reproducibility",
  severity: "warning",
  summary: "A base image is taken by the tag latest, which moves to another release without notice.",
  offers: ["pin-image"],
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const { stage, word, ref, isFromVariable } of externalBases(dockerfile, use)) {
      if (ref.tag !== "latest" || ref.digest !== undefined) continue;
      // Whoever writes a variable gives it another value where it matters, and what builders and developers start from is not what runs in the end.
      const isRun = shipped.has(stage) && use.isForDevelopment !== true;
      report.as(isFromVariable || !isRun || !hasReleases(ref) ? "info" : "warning")(word, `"${ref.text}" follows the moving tag "latest"; name the release that is meant.`);
    }
  },
});
