import { isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** Whether a target waits for a workflow to fill it, as docker/metadata-action does with tags: what it holds is for local use. */
function isPlaceholder({ name, explicit }: ResolvedTarget): boolean {
  return explicit.size === 0 || /metadata|meta-|-meta/.test(name);
}

/** Whether one of the target's ancestors is filled by a workflow, so that its tags are not the ones written here. */
export function awaitsTags(bake: BakeSetEvaluation, target: ResolvedTarget, seen = new Set<string>()): boolean {
  return target.inherits.some(({ value }) => {
    if (!isKnown(value) || seen.has(value)) return false;
    seen.add(value);
    const parent = bake.resolved.targets.get(value);
    return !parent || isPlaceholder(parent) || awaitsTags(bake, parent, seen);
  });
}
