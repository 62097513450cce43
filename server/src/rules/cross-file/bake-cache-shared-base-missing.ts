import { importOf } from "../../eval/cache-place.ts";
import type { ResolvedTarget } from "../../eval/resolved-bake.ts";
import { targetsBuiltTogether } from "../../workspace/built-together.ts";
import { type CacheUse, cacheUses } from "../../workspace/cache-uses.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { sharedStage } from "../../workspace/shared-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheSharedBaseMissing",
  language: "cross-file",
  category: "cache",
  severity: "hint",
  summary: "Targets that are built apart share a stage, and none reads the cache of another.",
  check: (context) => {
    const { bake, links, report } = context;
    const uses = cacheUses(bake);
    if (uses.isUncertain || bake.isPartial) return;
    const cached = links.filter(({ target }) => !isAbstract(bake, target) && uses.exports.some((use) => use.target === target && use.place));
    for (const link of cached) {
      const other = cached.find((each) => each !== link && isApart(context, link.target, each.target) && sharedStage(link, each));
      if (!other || readsAnyOf(bake, link.target, cached)) continue;
      const missing = uses.exports.find((use) => use.target === other.target && use.place)!;
      const own = uses.exports.find((use) => use.target === link.target && use.place)!;
      if (missing.place!.key === own.place!.key) continue;
      const edit = addToList(bake, link.target, "cache-from", JSON.stringify(importOf(missing.value)));
      const stage = sharedStage(link, other)!;
      const name = stage.name?.text ?? String(stage.index);
      report(own.entry, `"${link.target.name}" and "${other.target.name}" share the stage "${name}" and are built apart, but "${link.target.name}" does not read the cache of the other.`, edit && suggestion(`Read the cache of "${other.target.name}" as well`, edit));
    }
  },
});

/** In one call of bake a stage that several targets need is built once anyway. */
function isApart({ bake }: CrossFileContext, a: ResolvedTarget, b: ResolvedTarget): boolean {
  return ![...targetsBuiltTogether(bake).values()].some((together) => together.has(a.name) && together.has(b.name));
}

/** Whether the target reads a cache that one of the others writes, or one that it does not write itself. */
function readsAnyOf(bake: CrossFileContext["bake"], target: ResolvedTarget, _others: readonly TargetLink[]): boolean {
  const { imports, exports } = cacheUses(bake);
  const own = new Set(exports.flatMap((use: CacheUse) => (use.target === target ? (use.place?.key ?? []) : [])));
  return imports.some((use) => use.target === target && (!use.place || !own.has(use.place.key)));
}
