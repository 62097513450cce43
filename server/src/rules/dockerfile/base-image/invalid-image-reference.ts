import { imageReferenceProblem } from "../../../model/dockerfile/images/image-grammar.ts";
import { stageReferences } from "../../../model/dockerfile/stages/stage-references.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const placeholder = /^(?:[A-Z][A-Z0-9]*[_-][A-Z0-9_-]+|BASE[A-Z0-9]*|[A-Z0-9]*IMAGE|<.*>|@@?\w+@@?|%+\w+%+|__\w+__)$/;

export default defineRule({
  name: "InvalidImageReference",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "The name of an image breaks the grammar that all registries share.",
  check: ({ dockerfile, report }) => {
    for (const { span, text: written, target, by } of stageReferences(dockerfile)) {
      const text = by === "FROM" ? written.replace(/^(["'])(.*)\1$/, "$2") : written;
      if (text.includes("$") || (by === "COPY" && /^\d+$/.test(text))) continue;
      // FROM finds a stage in lower case only, whatever its own FROM wrote.
      const lower = text.toLowerCase();
      const problem = target && (by !== "FROM" || text === lower) ? undefined : imageReferenceProblem(text);
      if (problem === undefined) continue;
      // A stage of that name further down cannot be meant.
      const isLater = !target && dockerfile.stages.some((stage) => stage.name?.text.toLowerCase() === lower);
      const fix = target || (!isLater && text !== lower && imageReferenceProblem(lower) === undefined) ? suggestion(`Change it to ${lower}`, replace(span, lower)) : undefined;
      // A name that a script is to replace says so by its shape.
      const isPlaceholder = !target && !isLater && placeholder.test(text);
      (isPlaceholder ? report.as("info") : report)(span, `"${text}" names no image: ${problem}.`, fix);
    }
  },
});
