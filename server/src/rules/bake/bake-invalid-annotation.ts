import { annotationProblem } from "../../model/bake/annotation.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidAnnotation",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "An annotation is no key=value, or has an unknown level in front.",
  check: ({ bake, report }) => {
    for (const { annotations } of bake.resolved.targets.values()) {
      for (const annotation of annotations) {
        const problem = isKnown(annotation.value) && annotation.value !== "" ? annotationProblem(annotation.value) : undefined;
        if (problem !== undefined) report(annotation, problem);
      }
    }
  },
});
