import { memoize } from "../base/memoize.ts";
import { type CachePlace, cachePlaceOf } from "../eval/cache-place.ts";
import { splitCsvLine } from "../eval/csv-line.ts";
import { type Entry, isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import { hasExpression, type WrittenWord } from "../model/workflow/written-text.ts";
import type { BakeCallLink } from "./workflow-links.ts";
import { isAmong, readOverrideWord, targetsBuiltBy } from "./workflow-targets.ts";

/** An override that puts a cache entry in place of those in the bake files. */
export interface OverriddenCache {
  readonly word: WrittenWord;
  readonly key: "cache-from" | "cache-to";
  /** What it sets. */
  readonly place: CachePlace;
  readonly type: string;
  /** The targets that the call builds and that it holds for. */
  readonly targets: readonly ResolvedTarget[];
  /** What the bake files say of these, as far as it has the same type. */
  readonly replaced: readonly { readonly target: ResolvedTarget; readonly place: CachePlace }[];
}

/** Those of a call whose scope, reference or folder is written out; none where it is not known what the call builds. */
export const overriddenCaches = memoize(readOverriddenCaches);

function readOverriddenCaches(link: BakeCallLink): readonly OverriddenCache[] {
  const words = link.call.overrides.filter(({ text }) => text.includes(".cache-"));
  const built = words.length === 0 ? [] : targetsBuiltBy(link) ?? [];
  return words.flatMap((word) => {
    const override = readOverrideWord(word);
    if (override?.pattern === undefined || override.appends || (override.key !== "cache-from" && override.key !== "cache-to")) return [];
    const { pattern, key } = override;
    const entry = entryOf(override.value ?? "");
    const place = entry && cachePlaceOf(entry);
    if (!entry || !place || hasExpression(place.key)) return [];
    const type = String(entry.get("type"));
    const targets = built.filter(({ name }) => isAmong(pattern, [name]));
    return [{ word, key, place, type, targets, replaced: targets.flatMap((target) => placesOf(target, key, type)) }];
  });
}

function placesOf(target: ResolvedTarget, key: "cache-from" | "cache-to", type: string): OverriddenCache["replaced"] {
  return (key === "cache-from" ? target.cacheFrom : target.cacheTo).flatMap(({ value }) => {
    const place = isKnown(value) && value.get("type") === type ? cachePlaceOf(value) : undefined;
    return place ? [{ target, place }] : [];
  });
}

/** `type=gha,scope=web` as a map; undefined for another form. */
function entryOf(text: string): Entry | undefined {
  const fields = splitCsvLine(text);
  if (typeof fields === "string" || !fields.every((field) => field.includes("="))) return undefined;
  return new Map(fields.map((field) => [field.slice(0, field.indexOf("=")).trim(), field.slice(field.indexOf("=") + 1)]));
}
