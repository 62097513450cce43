import { AttachedMap } from "../base/attached-map.ts";
import { memoize } from "../base/memoize.ts";
import { cachePlaceOf, type CachePlace } from "../eval/cache-place.ts";
import { referencesOf } from "../eval/references.ts";
import type { Expression } from "../syntax/hcl/tree.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeSetEvaluation } from "./bake-sets.ts";

/** A cache entry of a target with the place that it reads or writes. */
export interface CacheUse {
  readonly target: ResolvedTarget;
  readonly entry: Sourced<Entry>;
  readonly value: Entry;
  readonly type: string;
  /** Undefined for inline caches and unknown types. */
  readonly place: CachePlace | undefined;
}

export interface CacheUses {
  readonly imports: readonly CacheUse[];
  readonly exports: readonly CacheUse[];
  /** Whether something in any entry cannot be known, or an expression decides which entries there are, so that there may be more. */
  readonly isUncertain: boolean;
}

const known = new AttachedMap<BakeSetEvaluation["evaluation"], CacheUses>();

/** The cache entries of all targets, those that are inherited once for each heir. */
export function cacheUses({ evaluation, resolved }: BakeSetEvaluation): CacheUses {
  let uses = known.get(evaluation);
  if (!uses) {
    const targets = [...resolved.targets.values()];
    uses = {
      imports: targets.flatMap((target) => cacheUsesOf(target).imports),
      exports: targets.flatMap((target) => cacheUsesOf(target).exports),
      isUncertain: targets.some((target) => target.uncertain.has("cacheFrom") || target.uncertain.has("cacheTo") || target.uncertain.has("tags")) || hasComputedEntries(evaluation),
    };
    known.set(evaluation, uses);
  }
  return uses;
}

/** Whether a condition or a variable decides about entries, as where only pipelines write a cache. */
function hasComputedEntries({ targets }: BakeSetEvaluation["evaluation"]): boolean {
  const isComputed = (value: Expression | undefined): boolean =>
    value !== undefined && (value.kind === "tuple" ? value.items.some(({ kind }) => kind === "conditional") : referencesOf(value).variables.length > 0);
  return [...targets.values()].some(({ blocks }) => blocks.some(({ block: { attributes } }) => [attributes.get("cache-from"), attributes.get("cache-to")].some((attribute) => isComputed(attribute?.value))));
}

/** The cache entries of one target. */
export const cacheUsesOf = memoize((target: ResolvedTarget): Pick<CacheUses, "imports" | "exports"> =>
  ({ imports: usesOf(target, target.cacheFrom), exports: usesOf(target, target.cacheTo) }));

function usesOf(target: ResolvedTarget, entries: readonly Sourced<Entry>[]): CacheUse[] {
  return entries.flatMap((entry) => (isKnown(entry.value) ? [{ target, entry, value: entry.value, type: String(entry.value.get("type") ?? ""), place: cachePlaceOf(entry.value) }] : []));
}

/** A registry reference without what every client adds by itself. */
export function familiarReference(reference: string): string {
  const short = reference.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
  return /:[^/]*$/.test(short) || short.includes("@") ? short : `${short}:latest`;
}
