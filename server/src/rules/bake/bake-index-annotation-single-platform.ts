import { annotationLevels } from "../../model/bake/annotation.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
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
      // Attestations make an index of a single platform too.
      const mayHaveIndex = target.attest.length > 0 || target.platforms.length !== 1 || target.uncertain.has("platforms") || isAbstract(bake, target);
      if (mayHaveIndex) continue;
      for (const annotation of target.annotations) {
        if (!isKnown(annotation.value) || !annotationLevels(annotation.value).includes("index")) continue;
        const edit = annotation.value.startsWith("index:") ? changeText(bake, annotation, annotation.value, annotation.value.replace("index:", "manifest:")) : undefined;
        report(annotation, `"${target.name}" is built for one platform, so there may be no index to annotate.`, edit && suggestion("Annotate the manifest", edit));
      }
    }
  },
});
