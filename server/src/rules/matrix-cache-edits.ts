import { cachePlaceOf, keyOfPlace } from "../eval/cache-place.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeSet } from "../workspace/bake-sets.ts";
import { axesOf, nameOfAxes, targetBlockAt } from "../workspace/matrix-axes.ts";
import { setKey } from "./entry-edits.ts";
import type { FileEdit } from "./fix.ts";

/**
 * Edits that give each target of a matrix a GitHub scope or a registry tag of its own, made of the axes, both where the cache
 * is written and where it is read. Undefined unless all exporters come out of one matrix, and in JSON.
 */
export function placePerElementEdits(bake: BakeSet, exporters: readonly { target: ResolvedTarget; entry: Sourced<Entry> }[]): FileEdit[] | undefined {
  const [first, ...others] = exporters;
  const block = first && targetBlockAt(bake, first.entry);
  const axes = block ? axesOf(block) : [];
  if (!first || axes.length === 0 || others.some(({ entry }) => entry.uri !== first.entry.uri || entry.span.start !== first.entry.span.start)) return undefined;
  if (bake.files.find(({ uri }) => uri === first.entry.uri)?.role !== "bake-hcl") return undefined;
  const place = isKnown(first.entry.value) ? cachePlaceOf(first.entry.value)?.key : undefined;
  const readers = first.target.cacheFrom.filter(({ value }) => isKnown(value) && cachePlaceOf(value)?.key === place);
  const suffix = nameOfAxes("", axes)?.slice(1, -1);
  if (suffix === undefined) return undefined;
  const edits = [first.entry, ...readers].map((entry) => withSuffix(bake, entry, suffix));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** A registry reference gets it behind its tag: names are stricter in what they may hold. */
function withSuffix(bake: BakeSet, entry: Sourced<Entry>, suffix: string): FileEdit | undefined {
  const key = isKnown(entry.value) ? keyOfPlace(entry.value) : undefined;
  const before = key === undefined ? undefined : (entry.value as Entry).get(key);
  if (typeof before !== "string" || (key !== "scope" && !(key === "ref" && /:[^/]+$/.test(before)))) return undefined;
  const written = bake.files.find(({ uri }) => uri === entry.uri)?.text.slice(entry.span.start, entry.span.end) ?? "";
  return written.includes(before) && !written.includes("${") ? setKey(bake, entry, key, before + suffix) : undefined;
}
