import { externalBases } from "../../../model/dockerfile/images/external-images.ts";
import { hasReleases } from "../../../model/dockerfile/images/release-tags.ts";
import { imageReferenceProblem } from "../../../model/dockerfile/images/image-grammar.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

/** No official image has such a name: builds elsewhere pass it as a named context, or make the image on the same machine. */
const localName = /^[^/]*_[^/]*$|^[^/]+[-.](?:base|builder|build|common|image)$|^(?:base|builder|build|common)(?:[-.][^/]*)?$/;

export default defineRule({
  name: "RequireImageTag",
  aliases: ["DL3006", "trivy:DS-0001"],
  language: "dockerfile",
  category: "reproducibility",
  severity: "warning",
  summary: "A base image has neither a tag nor a digest, so every build may start from another one.",
  offers: ["pin-image"],
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const { stage, word, ref, isFromVariable } of externalBases(dockerfile, use)) {
      if (isFromVariable || ref.tag !== undefined || ref.digest !== undefined) continue;
      const isLocal = ref.registry === undefined && localName.test(ref.repository);
      // What builders and developers start from is not what runs in the end.
      const isRun = shipped.has(stage) && use.isForDevelopment !== true;
      report.as(isNoName(ref.text) ? "off" : isLocal ? "hint" : isRun && hasReleases(ref) ? "warning" : "info")(word, `"${ref.text}" has no tag, so the build takes whatever "latest" is that day.`);
    }
  },
});

/** What breaks the grammar is not looked up at all. */
function isNoName(text: string): boolean {
  return !text.includes("$") && imageReferenceProblem(text) !== undefined;
}
