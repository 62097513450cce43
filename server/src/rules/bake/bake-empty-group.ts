import { isKnown } from "../../eval/resolved-bake.ts";
import { faultsOfKind, hasSyntaxFaults, placeOfFault } from "../../workspace/bake-faults.ts";
import { removeValue } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeEmptyGroup",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A group lists no targets, or one of them twice.",
  check: ({ bake, report }) => {
    for (const fault of hasSyntaxFaults(bake) ? [] : faultsOfKind(bake, "missing-targets")) report.as("error")(placeOfFault(fault), fault.better?.message ?? "The group has no `targets`.");
    for (const group of bake.evaluation.groups.values()) {
      if (group.isMatrix || group.isNull) continue;
      if (group.targets.length === 0) report(group, `The group "${group.name}" is empty.`);
      const seen = new Set<string>();
      for (const member of group.targets) {
        if (!isKnown(member.value)) continue;
        const edit = seen.has(member.value) ? removeValue(bake, member) : undefined;
        if (seen.has(member.value)) report.as("hint")(member, `The group "${group.name}" lists "${member.value}" twice.`, edit && safeFix("Remove the repetition", edit));
        seen.add(member.value);
      }
    }
  },
});
