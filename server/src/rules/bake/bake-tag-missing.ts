import { isKnown } from "../../eval/resolved-bake.ts";
import { isAbstract, targetUses } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTagMissing",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A target that a group builds is loaded into Docker without a tag to find it by.",
  check: ({ bake, report }) => {
    const { grouped, inherited } = targetUses(bake);
    for (const target of bake.resolved.targets.values()) {
      // What it inherits may be filled by a workflow.
      if (!grouped.has(target.name) || target.tags.length > 0 || target.uncertain.has("tags") || target.inherits.length > 0 || isAbstract(bake, target)) continue;
      for (const output of target.output) {
        if (!isKnown(output.value) || output.value.get("type") !== "docker" || output.value.get("dest") || output.value.get("name")) continue;
        // Every target that inherits from it would write the same tag.
        const edit = inherited.has(target.name) ? undefined : addToList(bake, target, "tags", `"${target.name.toLowerCase()}"`);
        report(output, `"${target.name}" is loaded into Docker without a tag, so it can only be found by its id.`, edit && suggestion(`Tag it as ${target.name.toLowerCase()}`, edit));
      }
    }
  },
});
