import { isKnown } from "../../eval/resolved-bake.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeAbstractTargetInGroup",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A group builds a target that is only meant to be inherited from.",
  check: ({ bake, report }) => {
    for (const group of bake.evaluation.groups.values()) {
      for (const member of group.isMatrix ? [] : group.targets) {
        if (!isKnown(member.value) || !member.value.startsWith("_") || !bake.evaluation.targets.has(member.value)) continue;
        const edit = removeValue(bake, member);
        report(member, `"${member.value}" is a base for other targets, but the group "${group.name}" builds it.`, edit && suggestion("Take it out of the group", edit));
      }
    }
  },
});
