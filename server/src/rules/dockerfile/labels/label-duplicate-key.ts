import { lostLabels } from "../../../model/dockerfile/labels/lost-labels.ts";
import { argumentRemovals, pairArgument } from "../../dockerfile-edits.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelDuplicateKey",
  aliases: [],
  language: "dockerfile",
  mentions: ["label"],
  category: "correctness",
  severity: "warning",
  tags: ["unnecessary"],
  summary: "A stage sets one label twice, of which only the last counts.",
  check: ({ dockerfile, report }) => {
    const lost = lostLabels(dockerfile);
    const removals = argumentRemovals(dockerfile, lost.map(pairArgument));
    for (const label of lost) {
      const edit = removals.get(label.pair);
      report(label.pair, `The label "${label.key}" is set again below, so this value is lost.`, edit && safeFix("Remove the lost value", edit));
    }
  },
});
