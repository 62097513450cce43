import { annotationLevels } from "../../model/bake/annotation.ts";
import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeIndexAnnotationSinglePlatform",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "An index annotation is set on a build for a single platform.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (target.platforms.length !== 1 || target.uncertain.has("platforms") || isAbstract(bake, target)) continue;
      const attested = attestationsOf(target);
      if (attested === "asked for" || target.args.has("BUILDKIT_MULTI_PLATFORM")) continue;
      for (const annotation of target.annotations) {
        if (!isKnown(annotation.value) || !annotationLevels(annotation.value).includes("index")) continue;
        const edit = annotation.value.startsWith("index:") ? changeText(bake, annotation, annotation.value, annotation.value.replace("index:", "manifest:")) : undefined;
        (attested === "off" ? report : report.as("hint"))(annotation, `"${target.name}" is built for one platform, so there may be no index to annotate.`, edit && suggestion("Annotate the manifest", edit));
      }
    }
  },
});

/** Attestations make an index of a single platform too. Builders that can attach provenance do so unless it is turned off. */
function attestationsOf({ attest }: ResolvedTarget): "asked for" | "off" | "unsaid" {
  const entries = attest.map(({ value }) => (isKnown(value) ? value : undefined));
  if (entries.some((entry) => entry?.get("disabled") !== "true")) return "asked for";
  return entries.some((entry) => entry?.get("type") === "provenance") ? "off" : "unsaid";
}
