import { closestName } from "../../../base/closest-name.ts";
import { baseImages } from "../../../data/base-images.ts";
import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import { imageReferenceProblem } from "../../../model/dockerfile/images/image-grammar.ts";
import { type StageReference, stageReferences } from "../../../model/dockerfile/stages/stage-references.ts";
import { contextNames } from "../../../model/dockerfile/use.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { nameImageByStage } from "../../stage-for-image.ts";

export default defineRule({
  name: "CopyFromUnknownStage",
  aliases: ["DL3022"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "COPY or a mount takes files from a name that is no stage above it.",
  check: ({ dockerfile, use, report }) => {
    const contexts = contextNames(use);
    for (const reference of stageReferences(dockerfile)) {
      const { by, stage, target, text, span } = reference;
      if (by === "FROM" || target || !stage || contexts.has(text.toLowerCase()) || dockerfile.findStage(text)) continue;
      if (by === "COPY" && /^\d+$/.test(text)) {
        report.as("error")(span, `There is no stage ${text}; the first one has the number 0.`);
        continue;
      }
      if (by === "COPY" && /\$[\w{]/.test(text) && !hasForeignFrontend(dockerfile)) {
        report.as("error")(span, "Variables are not replaced in --from; name a stage with FROM and use its name.", nameImageByStage(reference, use));
        continue;
      }
      if (!isPlainName(text)) continue;
      // The name of a well-known image is meant as one.
      const guess = Object.hasOwn(baseImages, text.toLowerCase()) ? undefined : closestName(text, namesAbove(reference));
      const message = `No stage above is called "${text}", so it is taken for an image.`;
      if (guess === undefined) report.as("hint")(span, message);
      else report(span, `${message} Did you mean ${guess}?`, suggestion(`Change it to ${guess}`, replace(span, guess)));
    }
  },
});

/** Whoever writes a tag, a digest or a path means an image. */
function isPlainName(text: string): boolean {
  return !/[:@/$]/.test(text) && text !== "scratch" && text !== "context" && imageReferenceProblem(text.toLowerCase()) === undefined;
}

function namesAbove({ stage }: StageReference): string[] {
  return stage!.dockerfile.stages.slice(Math.max(0, stage!.index - 100), stage!.index).flatMap(({ name }) => name?.text ?? []);
}
