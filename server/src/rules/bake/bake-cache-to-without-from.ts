import { cacheUses } from "../../workspace/cache-uses.ts";
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
    for (const { entry, place } of exports) {
      if (place && !places.has(place.key)) report(entry, `No target imports the cache that goes to ${place.description}.`);
    }
  },
});
