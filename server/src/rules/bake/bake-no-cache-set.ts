import { isInOneBlock } from "../../workspace/written-values.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeNoCacheSet",
  language: "bake",
  category: "cache",
  severity: "info",
  summary: "A target always builds without the cache.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      // With caches to import it is a contradiction, which is a finding of its own.
      if (target.noCache?.value !== true || target.cacheFrom.length > 0) continue;
      const edit = isInOneBlock(bake, target.noCache, "no-cache") ? removeValue(bake, target.noCache) : undefined;
      report(target.noCache, `"${target.name}" never uses the cache, so every build runs all steps.`, edit && suggestion("Remove no-cache", edit));
    }
  },
});
