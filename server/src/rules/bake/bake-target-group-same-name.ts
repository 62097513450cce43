import { isKnown } from "../../eval/resolved-bake.ts";
import { isAbstract, targetUses } from "../../workspace/target-roles.ts";
import { addToGroup } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTargetGroupSameName",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A group has the name of a target that it does not contain, which hides the target.",
  check: ({ bake, report }) => {
    const { groups, targets } = bake.evaluation;
    for (const group of groups.values()) {
      if (group.isMatrix || !targets.has(group.name) || group.targets.some(({ value }) => !isKnown(value) || value === group.name)) continue;
      const target = bake.resolved.targets.get(group.name);
      // A base stays of use to those who inherit from it.
      if (target && targetUses(bake).inherited.has(group.name) && isAbstract(bake, target)) continue;
      const edit = addToGroup(bake, group.name, group.name);
      report(group, `The group "${group.name}" hides the target of this name, which it does not list.`, edit && suggestion(`List "${group.name}" in the group`, edit));
    }
  },
});
