import { isKnown, textOf } from "../../eval/resolved-bake.ts";
import { cacheUses, familiarReference } from "../../workspace/cache-uses.ts";
import { isPushed } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheInlineNotImported",
  language: "bake",
  category: "cache",
  severity: "info",
  summary: "A pushed image carries an inline cache, and no target imports it.",
  check: ({ bake, report }) => {
    const { imports, exports, isUncertain } = cacheUses(bake);
    if (isUncertain || bake.isPartial) return;
    // Another tag of the repository may carry the same cache.
    const repository = (reference: string): string => familiarReference(reference).replace(/[:@][^/]*$/, "");
    const read = new Set(imports.flatMap(({ type, value }) => (type === "registry" ? [repository(String(value.get("ref")))] : [])));
    for (const { entry, type, target } of exports) {
      if (type !== "inline" || !isPushed(target) || target.tags.length === 0) continue;
      if (!target.tags.every(({ value }) => isKnown(value) && !read.has(repository(value)))) continue;
      const tag = textOf(target.tags[0]!);
      // Other characters mean something within quotation marks, and are in no image's name.
      const edit = /^[\w./:@-]+$/.test(tag) ? addToList(bake, target, "cache-from", `"type=registry,ref=${tag}"`) : undefined;
      report(entry, `No target imports the cache inside the image of "${target.name}"; it needs cache-from with one of its tags.`, edit && suggestion(`Import it in "${target.name}"`, edit));
    }
  },
});
