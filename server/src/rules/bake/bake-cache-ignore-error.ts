import { cacheUses } from "../../workspace/cache-uses.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheIgnoreError",
  language: "bake",
  category: "correctness",
  severity: "off",
  summary: "A build fails when its cache cannot be exported.",
  check: ({ bake, report }) => {
    for (const { entry, place, value } of cacheUses(bake).exports) {
      // An inline cache is part of the image.
      if (!place || value.has("ignore-error")) continue;
      const edit = setKey(bake, entry, "ignore-error", "true");
      report(entry, `When the cache cannot be written to ${place.description}, the whole build fails.`, edit && suggestion("Add ignore-error=true", edit));
    }
  },
});
