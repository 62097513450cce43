import { isKnown } from "../../eval/resolved-bake.ts";
import { awaitsTags } from "../../workspace/placeholder-targets.ts";
import { isAbstract, isPush } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakePushWithoutTag",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target is pushed and has neither tags nor a name in its output.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (isAbstract(bake, target) || target.tags.length > 0 || target.uncertain.has("tags") || awaitsTags(bake, target)) continue;
      for (const output of target.output) {
        if (!isKnown(output.value) || output.value.get("name")) continue;
        // A list that is empty here waits for a variable or for `--set`.
        if (isPush(output)) report.as(target.explicit.has("tags") ? "info" : "error")(output, `"${target.name}" is pushed, but has no tags to be pushed under.`);
      }
    }
  },
});
