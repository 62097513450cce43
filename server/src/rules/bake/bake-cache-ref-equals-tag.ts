import { isKnown } from "../../eval/resolved-bake.ts";
import { cacheUses, familiarReference } from "../../workspace/cache-uses.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheRefEqualsTag",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A registry cache is exported to the name of an image, which it overwrites.",
  check: ({ bake, report }) => {
    const tags = new Map([...bake.resolved.targets.values()].flatMap((target) => target.tags.flatMap(({ value }): [string, string][] => (isKnown(value) ? [[familiarReference(value), target.name]] : []))));
    for (const { entry, type, value } of cacheUses(bake).exports) {
      const ref = String(value.get("ref") ?? "");
      const owner = type === "registry" ? tags.get(familiarReference(ref)) : undefined;
      if (owner === undefined) continue;
      const other = `${ref.replace(/[:@][^/]*$/, "")}:buildcache`;
      const edit = tags.has(familiarReference(other)) ? undefined : setKey(bake, entry, "ref", other);
      report(entry, `The cache would overwrite the image ${ref} of "${owner}".`, edit && suggestion(`Export the cache to ${other}`, edit));
    }
  },
});
