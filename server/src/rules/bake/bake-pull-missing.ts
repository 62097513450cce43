import { labelOf } from "../../workspace/source-text.ts";
import { builtTargets, isMeantForRegistry } from "../../workspace/target-roles.ts";
import { addAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakePullMissing",
  language: "bake",
  category: "reproducibility",
  severity: "off",
  summary: "An image that is meant for a registry may be built on an old copy of its base image.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      if (!isMeantForRegistry(target) || target.explicit.has("pull")) continue;
      const edit = addAttribute(bake, target, "pull", "true");
      report({ uri: target.uri, span: target.nameSpan }, `"${labelOf(bake, target)}" may be built on an old copy of its base image that lies on this machine.`, edit && suggestion("Always look for the current base image", edit));
    }
  },
});
