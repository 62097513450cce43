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
        const target = isKnown(member.value) ? bake.resolved.targets.get(member.value) : undefined;
        // An output, a tag or a cache to write tells that the result is wanted, and so does another call.
        if (!target?.name.startsWith("_") || target.call || [target.output, target.tags, target.cacheTo].some(({ length }) => length > 0)) continue;
        const edit = removeValue(bake, member);
        report(member, `"${target.name}" is a base for other targets, but the group "${group.name}" builds it.`, edit && suggestion("Take it out of the group", edit));
      }
    }
  },
});
