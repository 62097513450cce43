import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
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

/** Undefined where stages are counted, so that none can be added, or where the usual names are taken. */
const nameOfCommonStage = memoize((dockerfile: Dockerfile): string | undefined => {
  if (stageReferences(dockerfile).some(({ isIndex }) => isIndex)) return undefined;
  const taken = new Set(dockerfile.stages.flatMap(({ name, from }) => [name?.text.toLowerCase(), from.image?.text]));
  return ["base", "common", "shared"].find((name) => !taken.has(name));
});

/** None where the two differ in the comments between their steps. */
function commonStage({ first, second, length }: SharedBeginning): Fix | undefined {
  const { text } = first.dockerfile;
  const [steps, again] = [beginningSpan(first, length), beginningSpan(second, length)];
  const name = nameOfCommonStage(first.dockerfile);
  if (name === undefined || textIn(text, steps) !== textIn(text, again)) return undefined;
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
