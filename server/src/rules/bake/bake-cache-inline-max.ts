import { cacheUses } from "../../workspace/cache-uses.ts";
import { removeKey } from "../entry-edits.ts";
import { safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheInlineMax",
  language: "bake",
  category: "cache",
  severity: "warning",
  summary: "An inline cache asks for mode=max, which it cannot do.",
  check: ({ bake, report }) => {
    for (const { entry, type, value } of cacheUses(bake).exports) {
      if (type !== "inline" || value.get("mode") !== "max") continue;
      const edit = removeKey(bake, entry, "mode");
      report(entry, "An inline cache only holds the layers of the image; mode=max has no effect.", edit && safeFix("Remove mode=max", edit));
    }
  },
});
