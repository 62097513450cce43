import { parentsOf } from "../../workspace/inherited-values.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheNoCacheConflict",
  language: "bake",
  category: "cache",
  severity: "warning",
  summary: "A target imports caches and sets no-cache, so that they are never used.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (target.noCache?.value !== true || target.cacheFrom.length === 0) continue;
      const edit = removeValue(bake, target.noCache);
      // A variant of a target that is built with its cache cannot get rid of what it inherits.
      const isVariant = parentsOf(bake, target).some((parent) => parent.cacheFrom.length > 0 && !isAbstract(bake, parent));
      (isVariant ? report.as("hint") : report)(target.noCache, `"${target.name}" never uses the cache, but imports ${target.cacheFrom.length === 1 ? "one" : "some"}.`, edit && suggestion("Remove no-cache", edit));
    }
  },
});
