import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { type Label, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelDuplicateKey",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  tags: ["unnecessary"],
  summary: "A stage sets one label twice, of which only the last counts.",
  check: ({ dockerfile, report }) => {
    const lost = overwritten(labelsOf(dockerfile));
    const removals = argumentRemovals(dockerfile.text, lost.map(pairArgument));
    for (const label of lost) {
      const edit = removals.get(label.pair);
      report(label.pair, `The label "${label.key}" is set again below, so this value is lost.`, edit && safeFix("Remove the lost value", edit));
    }
  },
});

function overwritten(labels: readonly Label[]): readonly Label[] {
  const last = new Map<Stage, Map<string, Label>>();
  const lost: Label[] = [];
  for (const label of labels) {
    const known = last.get(label.stage) ?? new Map<string, Label>();
    last.set(label.stage, known);
    const before = known.get(label.key);
    if (before && !label.key.includes("$")) lost.push(before);
    known.set(label.key, label);
  }
  return lost;
}
