import { isKnown } from "../../eval/resolved-bake.ts";
import { removeValue } from "../bake-edits.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeInheritDuplicate",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "A target names the same parent twice in inherits.",
  tags: ["unnecessary"],
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      const seen = new Set<string>();
      for (const [index, parent] of target.inherits.entries()) {
        if (!isKnown(parent.value)) continue;
        // Named again behind other parents, it wins over them once more.
        const isNext = index > 0 && target.inherits[index - 1]!.value === parent.value;
        const edit = isNext ? removeValue(bake, parent) : undefined;
        if (seen.has(parent.value)) report(parent, `"${target.name}" inherits from "${parent.value}" twice.`, edit && safeFix("Remove the repetition", edit));
        seen.add(parent.value);
      }
    }
  },
});
