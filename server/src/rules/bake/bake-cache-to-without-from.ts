import { cacheUses } from "../../workspace/cache-uses.ts";
import { importOf } from "../../eval/cache-place.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheToWithoutFrom",
  language: "bake",
  category: "cache",
  severity: "info",
  summary: "A target exports a cache that no target imports.",
  check: ({ bake, report }) => {
    const { imports, exports, isUncertain } = cacheUses(bake);
    if (isUncertain || bake.isPartial) return;
    const places = new Set(imports.flatMap(({ place }) => place?.key ?? []));
    for (const { entry, place, target, value } of exports) {
      if (!place || places.has(place.key) || places.has(place.key.replace(/^(local .*)-new$/s, "$1"))) continue;
      const edit = addToList(bake, target, "cache-from", JSON.stringify(importOf(value)));
      report(entry, `No target imports the cache that goes to ${place.description}.`, edit && suggestion(`Import it in "${target.name}"`, edit));
    }
  },
});
