import { encloses } from "../../../base/span.ts";
import { neighboringLabels } from "../../../model/dockerfile/labels/label-groups.ts";
import { lostLabels } from "../../../model/dockerfile/labels/lost-labels.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import type { KeyValue } from "../../../syntax/dockerfile/tree.ts";

export default defineRule({
  name: "LabelOrder",
  aliases: [],
  language: "dockerfile",
  mentions: ["label"],
  category: "style",
  severity: "off",
  summary: "The pairs of a LABEL are not in alphabetical order.",
  check: ({ dockerfile, report }) => {
    // What is lost or could be joined comes first; sorted before, it would have to be sorted again.
    const changing = new Set<unknown>([...neighboringLabels(dockerfile).flat(), ...lostLabels(dockerfile).map(({ instruction }) => instruction)]);
    for (const instruction of dockerfile.all("LABEL")) {
      const { pairs, span } = instruction;
      if (pairs.some(({ isLegacy, value }) => isLegacy || !value)) continue;
      const sorted = [...pairs].sort(byKey);
      const misplaced = pairs.find((pair, index) => index > 0 && byKey(pairs[index - 1]!, pair) > 0);
      if (!misplaced || new Set(pairs.map(({ key }) => key.text)).size < pairs.length) continue;
      // In a faulty one, such as behind a quote that is never closed, nobody knows where a value ends.
      const isFixable = !changing.has(instruction) && !/^[ \t]*#/m.test(dockerfile.written(span)) && !dockerfile.tree.faults.some((fault) => encloses(span, fault.span));
      const textOf = ({ key, value }: KeyValue): string => dockerfile.text.slice(key.span.start, value!.span.end);
      const edits = pairs.flatMap((pair, index) => (pair === sorted[index] ? [] : [replace({ start: pair.key.span.start, end: pair.value!.span.end }, textOf(sorted[index]!))]));
      report(misplaced.key, `"${misplaced.key.text}" is not in alphabetical order.`, isFixable ? safeFix("Sort the labels", ...edits) : undefined);
    }
  },
});

function byKey(a: KeyValue, b: KeyValue): number {
  const [left, right] = [a.key.text.replace(/["']/g, ""), b.key.text.replace(/["']/g, "")];
  return left < right ? -1 : left > right ? 1 : 0;
}
