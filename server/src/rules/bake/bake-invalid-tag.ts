import { isKnown } from "../../eval/resolved-bake.ts";
import { imageReferenceProblem } from "../../model/dockerfile/images/image-grammar.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { waitsForEnvironment } from "../../workspace/left-to-environment.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidTag",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A tag is no valid image reference, or becomes one with an empty part when a variable is empty.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      for (const tag of target.tags) {
        if (!isKnown(tag.value) || tag.value === "" || !imageReferenceProblem(tag.value)) continue;
        const text = sourceText(bake, tag.uri);
        const isLiteral = text.slice(tag.span.start, tag.span.end) === `"${tag.value}"`;
        const lower = tag.value.toLowerCase();
        const edit = isLiteral && !imageReferenceProblem(lower) ? changeText(bake, tag, tag.value, lower) : undefined;
        const fix = edit && suggestion("Write it in lower case", edit);
        // An empty variable is often filled by whoever builds.
        const severity = isLiteral ? "error" : isAbstract(bake, target) ? "hint" : waitsForEnvironment(bake, tag) ? "info" : "warning";
        report.as(severity)(tag, isLiteral ? `"${tag.value}" is no image reference.` : `This gives "${tag.value}", which is no image reference.`, fix);
      }
    }
  },
});
