import type { ResolvedTarget } from "../../eval/resolved-bake.ts";
import { type CacheUse, cacheUses, cacheUsesOf } from "../../workspace/cache-uses.ts";
import { writtenTag } from "../../workspace/written-tags.ts";
import { writtenValue } from "../../workspace/written-values.ts";
import { appendElement } from "../bake-edits.ts";
import { type FileEdit, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheGhaOnly",
  language: "bake",
  category: "cache",
  severity: "off",
  summary: "All caches of a target lie in the GitHub cache, which is small and shut off between branches.",
  check: ({ bake, report }) => {
    for (const target of cacheUses(bake).isUncertain ? [] : bake.resolved.targets.values()) {
      const { imports: read, exports: written } = cacheUsesOf(target);
      if (read.length === 0 || written.length === 0 || ![...read, ...written].every(({ type }) => type === "gha")) continue;
      const fix = registryCache(bake, target, read.at(-1)!, written.at(-1)!);
      report(written.at(-1)!.entry, "All caches lie in the GitHub cache, which is limited to 10 GB a repository and hides what other branches write.", fix && suggestion("Add a cache in the registry", ...fix));
    }
  },
});

/** A further entry in both lists, beside the image of the target's first tag. */
function registryCache(bake: BakeContext["bake"], target: ResolvedTarget, read: CacheUse, written: CacheUse): FileEdit[] | undefined {
  const tag = target.tags[0] && writtenTag(bake, target.tags[0]);
  if (!tag || tag.prefix === "" || !isOwn(read, target) || !isOwn(written, target)) return undefined;
  const repository = tag.ref.registry === undefined ? tag.ref.repository : `${tag.ref.registry}/${tag.ref.repository}`;
  const edits = [[read, ""], [written, ",mode=max"]] as const;
  const made = edits.flatMap(([use, more]) => {
    const place = writtenValue(bake, use.entry);
    return place?.part === "element" && place.attribute.value.kind === "tuple" ? [{ ...appendElement(place.file.text, place.attribute.value, `"type=registry,ref=${repository}:buildcache${more}"`), uri: use.entry.uri }] : [];
  });
  return made.length === edits.length ? made : undefined;
}

/** A list that others inherit would give all of them one reference. */
function isOwn({ entry }: CacheUse, { name }: ResolvedTarget): boolean {
  return entry.ownerTarget === name;
}
