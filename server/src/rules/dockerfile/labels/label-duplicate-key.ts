import { groupBy } from "../../../base/group-by.ts";
import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { type Label, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { type Fix, removeLines, removeWithBlanks, safeFix } from "../../fix.ts";
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
    const byInstruction = groupBy(lost, ({ instruction }) => instruction);
    for (const label of lost) {
      const fix = fixOf(dockerfile.text, label, byInstruction.get(label.instruction)!.length);
      report(label.pair, `The label "${label.key}" is set again below, so this value is lost.`, fix);
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

/** An instruction that keeps no pair goes as a whole, with the fix of its first one. */
function fixOf(text: string, { pair, instruction }: Label, lostPairs: number): Fix | undefined {
  if (lostPairs === instruction.pairs.length) return instruction.pairs[0] === pair ? safeFix("Remove the instruction", removeLines(text, instruction)) : undefined;
  if (text.slice(instruction.span.start, instruction.span.end).includes("\n")) return undefined;
  return safeFix("Remove the lost value", removeWithBlanks(text, pair));
}
