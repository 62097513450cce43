import { labelOf } from "../../workspace/source-text.ts";
import { builtTargets, isMeantForRegistry } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakePlatformsMissing",
  language: "bake",
  category: "reproducibility",
  severity: "off",
  summary: "An image that is meant for a registry is built for whatever machine happens to build it.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      if (!isMeantForRegistry(target) || target.platforms.length > 0 || target.uncertain.has("platforms")) continue;
      const edit = addToList(bake, target, "platforms", "\"linux/amd64\"");
      report({ uri: target.uri, span: target.nameSpan }, `"${labelOf(bake, target)}" names no platforms: its image is for the kind of machine that builds it.`, edit && suggestion("Build for linux/amd64", edit));
    }
  },
});
