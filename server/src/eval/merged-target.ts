import { AttachedMap } from "../base/attached-map.ts";
import type { Span } from "../base/span.ts";
import type { TargetBlock } from "../model/bake/bake-file.ts";
import { bakeBlock } from "../data/bake-attributes.ts";
import type { BakeAttributeInfo } from "../data/bake-attributes.ts";
import type { Entry, Sourced } from "./resolved-bake.ts";
import { isKnown } from "./resolved-bake.ts";
import type { BlockInstance, BlockState } from "./set-state.ts";
import type { UnknownValue, Value } from "./value.ts";

/** What a target says of one attribute, after as many merges as have been made. Exactly one of the four forms is used. */
export interface MergedAttribute {
  readonly scalar?: Sourced<string | boolean>;
  readonly list?: readonly Sourced<string>[];
  readonly map?: ReadonlyMap<string, Sourced<string>>;
  readonly entries?: readonly Sourced<Entry>[];
  /** Whether something in it is Unknown, so that there may be more or other elements. */
  readonly uncertain: boolean;
}

export interface MergedTarget {
  readonly name: string;
  /** The last block's file and label. */
  readonly uri: string;
  readonly nameSpan: Span;
  /** All blocks that define the target, in order. */
  readonly blocks: readonly { readonly uri: string; readonly block: TargetBlock }[];
  /** By the name in the file, such as `cache-to`. Attributes that are not set are absent. */
  readonly attributes: ReadonlyMap<string, MergedAttribute>;
}

const targetAttributes = bakeBlock("target").attributes;

/** By the values of the instance, which stay the same objects while no edit touches its block. */
const targetsOfValues = new AttachedMap<ReadonlyMap<string, Value>, MergedTarget>();

export function targetOfInstance(block: BlockState, instance: BlockInstance): MergedTarget {
  let target = targetsOfValues.get(instance.values);
  if (target === undefined) targetsOfValues.set(instance.values, target = readTarget(block, instance));
  return target;
}

function readTarget(block: BlockState, instance: BlockInstance): MergedTarget {
  const attributes = new Map<string, MergedAttribute>();
  for (const [name, value] of instance.values) {
    const item = block.block.attributes.get(name)!;
    const attribute = readAttribute(targetAttributes.get(name)!, value, { uri: block.uri, span: item.valueSpan, ownerTarget: instance.name });
    if (attribute !== undefined) attributes.set(name, attribute);
  }
  return { name: instance.name, uri: block.uri, nameSpan: block.block.nameSpan, blocks: [{ uri: block.uri, block: block.block as TargetBlock }], attributes };
}

interface Place {
  readonly uri: string;
  readonly span: Span;
  readonly ownerTarget: string;
}

/** Undefined for null, which means "not set". */
function readAttribute(info: BakeAttributeInfo, value: Value, place: Place): MergedAttribute | undefined {
  if (value.kind === "null") return undefined;
  if (info.type === "string" || info.type === "bool") return { scalar: { value: scalarOf(value), ...place, ...piecesOf(value) }, uncertain: value.kind === "unknown" };
  if (info.type === "list(string)") {
    const list = value.kind === "unknown" ? [{ value, ...place }] : "items" in value ? value.items.map((item) => ({ value: textOf(item), ...placeOf(item, place) })) : [];
    return { list, uncertain: list.some((item) => !isKnown(item.value)) };
  }
  if (info.type === "map(string)") return readMap(value, place);
  const entries = value.kind === "unknown" ? [{ value, ...place }] : "items" in value ? value.items.map((item) => ({ value: entryOf(item), ...placeOf(item, place) })) : [];
  return { entries, uncertain: entries.some((item) => !isKnown(item.value)) };
}

function readMap(value: Value, place: Place): MergedAttribute {
  const map = new Map<string, Sourced<string>>();
  if (!("entries" in value)) return { map, uncertain: true };
  for (const [key, entry] of value.entries) if (entry.kind !== "null") map.set(key, { value: textOf(entry), ...placeOf(entry, place) });
  return { map, uncertain: false };
}

function placeOf(value: Value, place: Place): Place & { readonly keySpan?: Span } {
  return value.origin === undefined ? place : { ...value.origin, ownerTarget: place.ownerTarget };
}

function piecesOf(value: Value): Pick<Sourced<string>, "pieces"> {
  return value.kind === "string" && value.pieces !== undefined ? { pieces: value.pieces } : {};
}

function scalarOf(value: Value): string | boolean | UnknownValue {
  return value.kind === "bool" ? value.truth : textOf(value);
}

function textOf(value: Value): string | UnknownValue {
  return value.kind === "string" ? value.text : value.kind === "unknown" ? value : "";
}

function entryOf(value: Value): Entry | UnknownValue {
  if (!("entries" in value)) return value.kind === "unknown" ? value : { kind: "unknown", reason: "not an entry" };
  const entry = new Map<string, string | readonly string[]>();
  for (const [key, field] of value.entries) {
    if (field.kind === "unknown") return field;
    if (field.kind === "string") entry.set(key, field.text);
    else if ("items" in field) entry.set(key, field.items.map((item) => (item.kind === "string" ? item.text : "")));
  }
  return entry;
}

/** `later` on top of `earlier`, by the rule of each attribute. */
export function mergeTargets(earlier: MergedTarget, later: MergedTarget): MergedTarget {
  const attributes = new Map(earlier.attributes);
  if (earlier.name !== later.name) attributes.delete("inherits");
  for (const [name, attribute] of later.attributes) {
    const before = attributes.get(name);
    const merged = before === undefined ? attribute : mergeAttribute(targetAttributes.get(name)!, before, attribute);
    attributes.set(name, merged);
  }
  return { name: later.name, uri: later.uri, nameSpan: later.nameSpan, blocks: earlier.name === later.name ? [...earlier.blocks, ...later.blocks] : later.blocks, attributes };
}

function mergeAttribute(info: BakeAttributeInfo, before: MergedAttribute, after: MergedAttribute): MergedAttribute {
  const uncertain = before.uncertain || after.uncertain;
  switch (info.merge) {
    case "by-key": {
      const map = new Map(before.map);
      for (const [key, value] of after.map ?? []) map.set(key, value);
      return { map, uncertain };
    }
    case "append":
      return info.type === "list(string)" ? { list: [...before.list ?? [], ...after.list ?? []], uncertain } : { entries: [...before.entries ?? [], ...after.entries ?? []], uncertain };
    case "append-by-id": return { entries: replaceByKey([...before.entries ?? [], ...after.entries ?? []], "id"), uncertain };
    case "append-by-type": return { entries: replaceByKey([...before.entries ?? [], ...after.entries ?? []], "type"), uncertain };
    default: return info.name === "description" && after.scalar?.value === "" ? before : after;
  }
}

/** Keeps one entry for each value of `key`: the last one, at the first one's place. */
export function replaceByKey(entries: readonly Sourced<Entry>[], key: string): Sourced<Entry>[] {
  const kept: Sourced<Entry>[] = [];
  const places = new Map<string, number>();
  for (const entry of entries) {
    const id = isKnown(entry.value) ? String(entry.value.get(key) ?? "") : undefined;
    const place = id === undefined ? undefined : places.get(id);
    if (place !== undefined) {
      kept[place] = entry;
    } else {
      if (id !== undefined) places.set(id, kept.length);
      kept.push(entry);
    }
  }
  return kept;
}

export function distinctTexts(items: readonly Sourced<string>[]): Sourced<string>[] {
  const seen = new Set<string>();
  return items.filter(({ value }) => {
    if (!isKnown(value)) return true;
    if (value === "" || seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}

/**
 * Removes repeated entries as buildx does: going from the end, an entry that has an equal one behind it
 * makes the last entry take that one's place.
 */
export function removeRepeatedEntries(entries: readonly Sourced<Entry>[]): readonly Sourced<Entry>[] {
  if (entries.length < 2) return entries;
  const result = [...entries];
  const keyOf = (entry: Sourced<Entry>): string => (isKnown(entry.value) ? JSON.stringify([...entry.value].sort(([a], [b]) => (a < b ? -1 : 1))) : "");
  for (let index = result.length - 1; index >= 0; index--) {
    const key = keyOf(result[index]!);
    if (key === "") continue;
    for (let later = index + 1; later < result.length; later++) {
      if (keyOf(result[later]!) !== key) continue;
      result[later] = result.at(-1)!;
      result.pop();
      break;
    }
  }
  return result;
}

/** Drops what buildx drops after all merges of one target. */
export function normalizeTarget(target: MergedTarget): MergedTarget {
  const attributes = new Map(target.attributes);
  for (const [name, attribute] of attributes) {
    if (attribute.list !== undefined && name !== "inherits") attributes.set(name, { ...attribute, list: distinctTexts(attribute.list) });
    else if (name === "attest") attributes.set(name, { ...attribute, entries: replaceByKey(attribute.entries ?? [], "type") });
    else if (name === "secret" || name === "ssh") attributes.set(name, { ...attribute, entries: replaceByKey(attribute.entries ?? [], "id") });
    else if (attribute.entries !== undefined) attributes.set(name, { ...attribute, entries: removeRepeatedEntries(attribute.entries) });
    else if (name === "contexts") attributes.set(name, { ...attribute, map: new Map([...attribute.map ?? []].filter(([, entry]) => entry.value !== "")) });
  }
  addHostEntitlement(attributes);
  return { ...target, attributes };
}

/** Building with the host's network needs an entitlement, which buildx asks for by itself. */
function addHostEntitlement(attributes: Map<string, MergedAttribute>): void {
  const network = attributes.get("network")?.scalar;
  if (network?.value !== "host") return;
  const before = attributes.get("entitlements");
  const list = distinctTexts([...before?.list ?? [], { ...network, value: "network.host" }]);
  attributes.set("entitlements", { list, uncertain: before?.uncertain ?? false });
}
