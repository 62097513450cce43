import { isKnown } from "../../eval/resolved-bake.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTargetGroupSameName",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A group has the name of a target that it does not contain, which hides the target.",
  check: ({ bake: { evaluation: { groups, targets } }, report }) => {
    for (const group of groups.values()) {
      if (group.isMatrix || !targets.has(group.name) || group.targets.some(({ value }) => !isKnown(value) || value === group.name)) continue;
      report(group, `The group "${group.name}" hides the target of this name, which it does not list.`);
    }
  },
});
