import { closestName } from "../../base/closest-name.ts";
import { entryKeys } from "../../data/bake-attributes.ts";
import { type CacheUse, cacheUses } from "../../workspace/cache-uses.ts";
import { renameKey, setKey } from "../entry-edits.ts";
import { type Fix, suggestion } from "../fix.ts";
import { type BakeContext, defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeInvalidCacheEntry",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A cache entry has an unknown type or lacks what its type needs.",
  check: ({ bake, report }) => {
    const { imports, exports } = cacheUses(bake);
    for (const use of imports) checkEntry(bake, use, "cache-from", report);
    for (const use of exports) checkEntry(bake, use, "cache-to", report);
  },
});

/** Buckets and regions may come from the environment. */
const needs: Readonly<Record<string, Readonly<Record<"cache-from" | "cache-to", string>>>> = {
  registry: { "cache-from": "ref", "cache-to": "ref" },
  local: { "cache-from": "src", "cache-to": "dest" },
};

function checkEntry(bake: BakeContext["bake"], { entry, type, value }: CacheUse, attribute: "cache-from" | "cache-to", report: FileReport): void {
  const keys = entryKeys[attribute];
  const types = keys.find(({ name }) => name === "type")?.values ?? [];
  if (!types.includes(type)) {
    const close = closestName(type, types);
    const edit = close === undefined ? undefined : setKey(bake, entry, "type", close);
    return report(entry, `There is no cache type "${type}".${close === undefined ? "" : ` Did you mean "${close}"?`} Known are ${types.join(", ")}.`, edit && suggestion(`Change to type=${close}`, edit));
  }
  const needed = needs[type]?.[attribute];
  if (needed !== undefined && !value.get(needed)) return report(entry, `A ${type} cache needs ${needed}=… in ${attribute}.`, otherFolderKey(bake, entry, value, needed));
  const names = new Set(keys.map(({ name }) => name));
  for (const key of value.keys()) {
    const close = names.has(key) ? undefined : closestName(key, names);
    if (close === undefined) continue;
    const edit = value.has(close) ? undefined : renameKey(bake, entry, key, close);
    report.as("warning")(entry, `A cache entry has no "${key}". Did you mean "${close}"?`, edit && suggestion(`Change to ${close}`, edit));
  }
}

/** A folder is read from src and written to dest. */
function otherFolderKey(bake: BakeContext["bake"], entry: CacheUse["entry"], value: CacheUse["value"], needed: string): Fix | undefined {
  const other = { src: "dest", dest: "src" }[needed];
  const edit = other !== undefined && value.has(other) ? renameKey(bake, entry, other, needed) : undefined;
  return edit && suggestion(`Change to ${needed}`, edit);
}
