import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { cacheUses, familiarReference } from "../../workspace/cache-uses.ts";
import { exportOf, keyOfPlace } from "../../eval/cache-place.ts";
import { addToList } from "../bake-edits.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
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
    for (const { entry, place, type, value, target } of imports) {
      // The cache of another kind of store is written elsewhere, and an image may carry a cache in itself.
      if (!place || places.has(place.key) || isMovedInto(place.key, places) || ![...places.values()].includes(type) || (type === "registry" && tags.has(familiarReference(String(value.get("ref")))))) continue;
      const close = closestName(place.key, [...places.keys()].filter((other) => !isSibling(other, place.key)));
      const name = close?.slice(close.indexOf(" ") + 1);
      const key = keyOfPlace(value);
      // Without a scope there is one that has no name; other entries that lack their key are wrong in themselves.
      const isChangeable = key !== undefined && (key === "scope" || value.has(key));
      const change = name === undefined || !isChangeable ? undefined : setKey(bake, entry, key, name);
      const added = addToList(bake, target, "cache-to", JSON.stringify(exportOf(value)));
      const fixes = [change && suggestion(`Change to "${name}"`, change), added && suggestion(`Export it from "${target.name}"`, added)];
      // What others push to a registry is not known here.
      const severity = close !== undefined ? "warning" : type === "registry" ? "hint" : "info";
      report.as(severity)(entry, `No target exports a cache to ${place.description}.${name === undefined ? "" : ` Did you mean "${name}"?`}`, ...fixes);
    }
  },
});

/** A folder is often written beside the one that is read, and put in its place afterwards. */
function isMovedInto(key: string, written: ReadonlyMap<string, string>): boolean {
  return key.startsWith("local ") && written.has(`${key}-new`);
}

/** Whether two names differ in a number or a processor alone, and so are two of a series. */
function isSibling(a: string, b: string): boolean {
  const series = (name: string): string => name.replace(/\b(?:amd64|arm64|arm|386|x86_64|aarch64)\b/g, "").replace(/\d+/g, "");
  return series(a) === series(b);
}
