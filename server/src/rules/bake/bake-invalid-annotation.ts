import { closestName } from "../../base/closest-name.ts";
import { annotationLevels, annotationProblem, levels } from "../../model/bake/annotation.ts";
import { isKnown, type Sourced, textOf } from "../../eval/resolved-bake.ts";
import { changeText } from "../bake-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

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
        if (problem !== undefined) report(annotation, problem, otherLevel(bake, annotation));
      }
    }
  },
});

function otherLevel(bake: BakeContext["bake"], annotation: Sourced<string>): Fix | undefined {
  const value = textOf(annotation);
  const unknown = annotationLevels(value).find((level) => !levels.has(level));
  const close = unknown === undefined ? undefined : closestName(unknown, levels);
  const edit = close === undefined ? undefined : changeText(bake, annotation, value, value.replace(unknown!, close));
  return edit && suggestion(`Change to "${close}"`, edit);
}
