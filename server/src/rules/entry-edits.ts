import type { Span } from "../base/span.ts";
import type { ObjectItem } from "../syntax/hcl/tree.ts";
import type { BakeSet } from "../workspace/bake-sets.ts";
import { quotedContent, writtenValue } from "../workspace/written-values.ts";
import { type FileEdit, insert, remove, removeItem, replace } from "./fix.ts";

// Edits of one key in an entry such as `"type=gha,scope=web"` or `{ type = "gha", scope = "web" }`. Each is undefined where the
// entry is not written out in a block.

interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** Gives a key another value, unless the one it has is computed, or adds it behind the others. */
export function setKey(bake: BakeSet, entry: Place, key: string, value: string): FileEdit | undefined {
  const found = findKey(bake, entry, key);
  if (!found) return undefined;
  const { text, field, item, end, isJson, isEmpty } = found;
  const old = field?.value ?? item?.value.span;
  if (old && (/[$%]\{/.test(text.slice(old.start, old.end)) || (item && item.value.kind !== "template"))) return undefined;
  if (field) return { ...replace(field.value, value), uri: entry.uri };
  if (item) return { ...replace(item.value, `"${value}"`), uri: entry.uri };
  const separator = isEmpty ? "" : found.isObject ? ", " : ",";
  const added = !found.isObject ? `${key}=${value}` : isJson ? `"${key}": "${value}"` : `${key} = "${value}"`;
  return { ...insert(end, separator + added), uri: entry.uri };
}

export function renameKey(bake: BakeSet, entry: Place, key: string, newKey: string): FileEdit | undefined {
  const found = findKey(bake, entry, key);
  if (found?.field) return { ...replace(found.field.key, newKey), uri: entry.uri };
  const written = found?.item?.key;
  return written && { ...replace(written, written.kind === "template" ? `"${newKey}"` : newKey), uri: entry.uri };
}

/** Takes a key out with its value and the comma beside it. */
export function removeKey(bake: BakeSet, entry: Place, key: string): FileEdit | undefined {
  const found = findKey(bake, entry, key);
  if (found?.field) return { ...remove(found.field.whole), uri: entry.uri };
  return found?.item && { ...removeItem(found.text, found.item.span), uri: entry.uri };
}

interface Found {
  readonly text: string;
  readonly isJson: boolean;
  readonly isObject: boolean;
  readonly isEmpty: boolean;
  /** Where a further key is written. */
  readonly end: number;
  readonly item: ObjectItem | undefined;
  readonly field: { readonly key: Span; readonly value: Span; readonly whole: Span } | undefined;
}

function findKey(bake: BakeSet, entry: Place, key: string): Found | undefined {
  const written = writtenValue(bake, entry);
  if (!written) return undefined;
  const { file: { text, role }, expression } = written;
  const isJson = role === "bake-json";
  if (expression.kind === "object") {
    const last = expression.items.at(-1);
    return { text, isJson, isObject: true, isEmpty: !last, end: last?.span.end ?? expression.openBrace.end, item: expression.items.find(({ keyText }) => keyText === key), field: undefined };
  }
  const content = quotedContent(text, expression);
  // A bare word stands for several keys.
  if (content === undefined || expression.kind !== "template" || /^[^=,]+(?:,|$)/.test(content)) return undefined;
  const { start, end } = expression.contentSpan;
  return { text, isJson, isObject: false, isEmpty: content === "", end, item: undefined, field: fieldAt(content, key, start) };
}

function fieldAt(content: string, key: string, offset: number): Found["field"] {
  const match = new RegExp(`(?:^|,)(${key})=([^,]*)`).exec(content);
  if (!match) return undefined;
  const start = offset + match.index + match[0].indexOf(match[1]!);
  const end = offset + match.index + match[0].length;
  const keySpan = { start, end: start + key.length };
  // The comma in front goes with it; the first one takes the comma behind.
  const whole = match[0].startsWith(",") ? { start: start - 1, end } : { start, end: content[end - offset] === "," ? end + 1 : end };
  return { key: keySpan, value: { start: keySpan.end + 1, end }, whole };
}
