import { importOf } from "../../eval/cache-place.ts";
import { targetsBuiltTogether } from "../../workspace/built-together.ts";
import { type CacheUse, cacheUses, cacheUsesOf } from "../../workspace/cache-uses.ts";
import { labelOf } from "../../workspace/source-text.ts";
import { sharedStage } from "../../workspace/shared-stages.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type CrossFileContext, defineRule } from "../rule.ts";

type Link = CrossFileContext["links"][number];

/** A target that keeps its cache to itself: it only reads what it writes. */
interface Loner {
  readonly link: Link;
  readonly written: CacheUse;
}

export default defineRule({
  name: "BakeCacheSharedBaseMissing",
  language: "cross-file",
  category: "cache",
  severity: "hint",
  summary: "Targets that are built apart share a stage, and neither reads the cache of the other.",
  check: ({ bake, links, report }) => {
    if (cacheUses(bake).isUncertain || bake.isPartial) return;
    const together = [...targetsBuiltTogether(bake).values()];
    const loners = lonersOf(bake, links);
    for (const { link, written } of loners) {
      const { target } = link;
      // In one call of bake a stage that several targets need is built once anyway.
      const isApart = (name: string): boolean => !together.some((names) => names.has(name) && names.has(target.name));
      const other = loners.find((each) => each.written.place!.key !== written.place!.key && sharedStage(link, each.link) && isApart(each.link.target.name));
      if (!other) continue;
      const stage = sharedStage(link, other.link)!;
      const name = labelOf(bake, other.link.target);
      const edit = addToList(bake, target, "cache-from", JSON.stringify(importOf(other.written.value)));
      report(written.entry, `"${labelOf(bake, target)}" builds the stage "${stage.name?.text ?? stage.index}" as "${name}" does, but does not read the cache of that.`, edit && suggestion(`Read the cache of "${name}" as well`, edit));
    }
  },
});

function lonersOf(bake: CrossFileContext["bake"], links: readonly Link[]): Loner[] {
  return links.flatMap((link) => {
    const { imports, exports } = cacheUsesOf(link.target);
    const own = exports.filter(({ place }) => place);
    const places = new Set(own.map(({ place }) => place!.key));
    const readsOthers = imports.some(({ place }) => !place || !places.has(place.key));
    return own.length === 0 || readsOthers || isAbstract(bake, link.target) ? [] : [{ link, written: own[0]! }];
  });
}
