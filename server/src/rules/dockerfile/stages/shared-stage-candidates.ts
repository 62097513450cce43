import type { Span } from "../../../base/span.ts";
import { beginningSpan, imageSpan, type SharedBeginning, sharedBeginnings } from "../../../model/dockerfile/stages/shared-beginnings.ts";
import { stageHeadSpan, stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { stageReferences } from "../../../model/dockerfile/stages/stage-references.ts";
import { type Fix, insertLinesAbove, removeLines, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SharedStageCandidates",
  language: "dockerfile",
  category: "style",
  severity: "hint",
  summary: "Two stages start from the same image with the same steps, which a stage of their own would hold once.",
  check: ({ dockerfile, report }) => {
    for (const shared of sharedBeginnings(dockerfile)) {
      const { first, second, length } = shared;
      const steps = length === 1 ? "step" : `${length} steps`;
      report(stageHeadSpan(second), `${stageLabel(first)} begins with the same ${steps}; a common stage below both would hold ${length === 1 ? "it" : "them"} once.`, commonStage(shared));
    }
  },
});

/** None where stages are counted, or where the two differ in the comments between their steps. */
function commonStage({ first, second, length }: SharedBeginning): Fix | undefined {
  const { text, stages } = first.dockerfile;
  const [steps, again] = [beginningSpan(first, length), beginningSpan(second, length)];
  if (textIn(text, steps) !== textIn(text, again) || stageReferences(first.dockerfile).some(({ isIndex }) => isIndex)) return undefined;
  const name = ["base", "common", "shared"].find((candidate) => stages.every((stage) => stage.name?.text.toLowerCase() !== candidate && stage.from.image?.text !== candidate));
  if (name === undefined) return undefined;
  const lines = [`${textIn(text, first.from.keywordSpan)} ${textIn(text, imageSpan(first))} AS ${name}`, ...textIn(text, steps).split(/\r?\n/), ""];
  return suggestion(
    `Move the common steps to a stage "${name}"`,
    insertLinesAbove(text, first.from.span.start, lines),
    ...[first, second].map((stage) => replace(imageSpan(stage), name)),
    ...[steps, again].map((span) => removeLines(text, span)),
  );
}

function textIn(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
