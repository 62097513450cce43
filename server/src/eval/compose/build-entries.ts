import { ConversionError } from "../convert.ts";
import { decodeEntries, type EntryKind } from "../entries.ts";
import { isKnown, type Entry, type Sourced } from "../resolved-bake.ts";
import { tupleValue, type Value } from "../value.ts";
import { ComposeError } from "./compose-path.ts";

/** Entries of `cache_from`, `output` and the like, each out of one text. */
export function readEntries(kind: EntryKind, texts: readonly Sourced<string>[]): Sourced<Entry>[] {
  return texts.flatMap((item): Sourced<Entry>[] => {
    if (!isKnown(item.value)) return [{ ...item, value: item.value }];
    const decoded = decodeEntries(kind, tupleValue([{ kind: "string", text: item.value }]));
    if (decoded instanceof ConversionError) throw new ComposeError("invalid-value", item, decoded.message);
    return "items" in decoded ? decoded.items.map((entry) => ({ ...item, value: entryOf(entry) })) : [];
  });
}

function entryOf(value: Value): Entry {
  if (!("entries" in value)) return new Map();
  return new Map([...value.entries].map(([key, field]) => [key, field.kind === "string" ? field.text : "items" in field ? field.items.map((item) => (item.kind === "string" ? item.text : "")) : ""]));
}

/** Orders ssh entries by id, then by paths. */
export function compareEntries(a: Sourced<Entry>, b: Sourced<Entry>): number {
  const key = ({ value }: Sourced<Entry>): string => (isKnown(value) ? [value.get("id") ?? "", ...value.get("paths") ?? []].join("\u0000") : "");
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** A service that builds another's context is the target of that name. */
export function namedContext(context: string): string {
  const match = /^(?:service|target):(.*)$/s.exec(context);
  return match === null ? context : `target:${targetName(match[1]!)}`;
}

/** Names of targets have no dots. */
export function targetName(service: string): string {
  return service.replaceAll(".", "_");
}
