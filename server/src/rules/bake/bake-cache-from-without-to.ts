import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { cacheUses, familiarReference } from "../../workspace/cache-uses.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheFromWithoutTo",
  language: "bake",
  category: "cache",
  severity: "info",
  summary: "A cache is imported from a place that no target of the files exports to.",
  check: ({ bake, report }) => {
    const { imports, exports, isUncertain } = cacheUses(bake);
    // Without any export, something else writes the caches.
    if (isUncertain || exports.every(({ place }) => place === undefined) || bake.isPartial) return;
    const places = new Map(exports.flatMap(({ place, type }) => (place ? [[place.key, type]] : [])));
    const tags = new Set([...bake.resolved.targets.values()].flatMap((target) => target.tags.flatMap(({ value }) => (isKnown(value) ? [familiarReference(value)] : []))));
    for (const { entry, place, type, value } of imports) {
      // The cache of another kind of store is written elsewhere, and an image may carry a cache in itself.
      if (!place || places.has(place.key) || ![...places.values()].includes(type) || (type === "registry" && tags.has(familiarReference(String(value.get("ref")))))) continue;
      const close = closestName(place.key, places.keys());
      report.as(close === undefined ? "info" : "warning")(entry, `No target exports a cache to ${place.description}.${close === undefined ? "" : ` Did you mean "${close.slice(close.indexOf(" ") + 1)}"?`}`);
    }
  },
});
