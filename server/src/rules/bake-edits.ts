import type { Edit } from "../base/edit.ts";
import type { Span, Spanned } from "../base/span.ts";
import { bakeBlock } from "../data/bake-attributes.ts";
import type { ResolvedTarget } from "../eval/resolved-bake.ts";
import type { TupleCons } from "../syntax/hcl/tree.ts";
import type { BakeSet, BakeSetEvaluation } from "../workspace/bake-sets.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { sourceText } from "../workspace/source-text.ts";
import { ownBlockOf, type WrittenValue, writtenValue } from "../workspace/written-values.ts";
import { type FileEdit, insert, insertAfter, lineBreakOf, remove, removeItem, replaceQuoted } from "./fix.ts";

/** Where a value is written. */
interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** Takes a value out where it is written: the attribute, the element of a list or the entry of a map. Undefined for computed ones. */
export function removeValue(bake: BakeSet, place: Place): FileEdit | undefined {
  const written = writtenValue(bake, place);
  if (!written) return undefined;
  const { file: { text, role, uri }, part, attribute } = written;
  const whole = isAlone(written) ? attribute.span : written.whole;
  const isHclAttribute = role === "bake-hcl" && (part === "attribute" || whole === attribute.span);
  return { ...(isHclAttribute ? removeAttribute(text, whole) : removeItem(text, whole)), uri };
}

/** Whether the attribute says nothing more without the value: an empty list that overrides does say something. */
function isAlone({ file: { text }, block, attribute: { name, value, valueSpan }, part, whole }: WrittenValue): boolean {
  if (part === "attribute" || block.type !== "target" || bakeBlock("target").attributes.get(name)?.merge === "override") return false;
  const items = value.kind === "tuple" || value.kind === "object" ? value.items.length : 0;
  return items === 1 && !/#|\/[/*]/.test(text.slice(valueSpan.start, whole.start) + text.slice(whole.end, valueSpan.end));
}

/** Puts another text in place of a quoted one that is exactly `value`. */
export function changeText(bake: BakeSet, place: Place, value: string, newValue: string): FileEdit | undefined {
  const edit = replaceQuoted(sourceText(bake, place.uri), place.span, value, newValue);
  return edit && { ...edit, uri: place.uri };
}

/**
 * Adds an element to a list of a target: to its own list where it has one, otherwise as a new attribute. Undefined in JSON, in
 * a matrix, for a computed list, and where a list of its own would hide what the target inherits.
 */
export function addToList(bake: BakeSetEvaluation, target: ResolvedTarget, attribute: string, element: string): FileEdit | undefined {
  const own = ownBlockOf(bake, target.name);
  if (!own) return undefined;
  const { file: { text, uri }, block } = own;
  const value = block.attributes.get(attribute)?.value;
  if (value) return value.kind === "tuple" ? { ...appendElement(text, value, element), uri } : undefined;
  const hidesInherited = target.inherits.length > 0 && !bakeBlock("target").attributes.get(attribute)?.merge.startsWith("append");
  const edit = hidesInherited ? undefined : insertAttribute(text, block.block, [`${attribute} = [${element}]`]);
  return edit && { ...edit, uri };
}

/** Gives a target an attribute that it does not have itself. Undefined in JSON, in a matrix and in a block on one line. */
export function addAttribute(bake: BakeSetEvaluation, target: ResolvedTarget, name: string, value: string): FileEdit | undefined {
  const own = ownBlockOf(bake, target.name);
  const edit = own && !own.block.attributes.has(name) ? insertAttribute(own.file.text, own.block.block, [`${name} = ${value}`]) : undefined;
  return edit && { ...edit, uri: own!.file.uri };
}

/** Adds an entry to a map of a target, under the same conditions; maps are merged with what is inherited. */
export function addToMap(bake: BakeSetEvaluation, target: ResolvedTarget, attribute: string, entry: string): FileEdit | undefined {
  const own = ownBlockOf(bake, target.name);
  if (!own) return undefined;
  const { file: { text, uri }, block } = own;
  const value = block.attributes.get(attribute)?.value;
  const edit = value === undefined ? insertAttribute(text, block.block, [`${attribute} = {`, `  ${entry}`, "}"]) : value.kind === "object" ? appendItem(text, value.items.at(-1)?.span, value.openBrace, entry) : undefined;
  return edit && { ...edit, uri };
}

/** Adds an element behind the last one of a list that is written out, on a line of its own where the others have one. */
export function appendElement(text: string, { items, openBracket }: TupleCons, element: string): Edit {
  return appendItem(text, items.at(-1)?.span, openBracket, element);
}

function appendItem(text: string, last: Span | undefined, open: Span, item: string): Edit {
  if (!last) return insert(open.end, text.startsWith("{", open.start) ? ` ${item} ` : item);
  const lineStart = text.lastIndexOf("\n", last.start - 1) + 1;
  const indentation = text.slice(lineStart, last.start);
  const separator = indentation.trim() === "" ? lineBreakOf(text) + indentation : " ";
  // Lines of a map need no commas.
  const comma = separator !== " " && text.startsWith("{", open.start) && !/^[ \t]*,/.test(text.slice(last.end)) ? "" : ",";
  return insertAfter(last, comma + separator + item);
}

/** Puts an attribute into an HCL block as its first lines, in the block's indentation; undefined in JSON and in one-line blocks. */
export function insertAttribute(text: string, block: { readonly openBrace: Span | undefined; readonly body: { readonly items: readonly Spanned[] } }, lines: readonly string[]): Edit | undefined {
  const open = block.openBrace;
  if (!open) return undefined;
  const lineBreak = lineBreakOf(text);
  const first = block.body.items[0];
  if (!first) return insert(open.end, `${lineBreak}${lines.map((line) => `  ${line}${lineBreak}`).join("")}`);
  const from = text.lastIndexOf("\n", first.span.start - 1) + 1;
  if (from <= open.start || text.slice(from, first.span.start).trim() !== "") return undefined;
  const indentation = text.slice(from, first.span.start);
  return insert(from, lines.map((line) => `${indentation}${line}${lineBreak}`).join(""));
}

/** Takes a block out with the blank line behind it; the last one with the blank lines in front of it. */
export function removeBlock(text: string, { start, end }: Span): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const behind = /^[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n)?/.exec(text.slice(end));
  const to = end + (behind ? behind[0].length : 0);
  const blankLines = to === text.length ? /\n((?:[ \t]*\r?\n)+)$/.exec(text.slice(0, from))?.[1]!.length ?? 0 : 0;
  return remove({ start: text.slice(from, start).trim() === "" ? from - blankLines : start, end: to });
}

/** Takes an attribute out with its line. */
export function removeAttribute(text: string, { start, end }: Span): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:(?:#|\/\/)[^\n]*)?(?:\n|$)/.exec(text.slice(end));
  return text.slice(from, start).trim() === "" && rest ? remove({ start: from, end: end + rest[0].length }) : remove({ start, end });
}

/** Adds a target to the last list of a group that is written out. */
export function addToGroup(bake: BakeSetEvaluation, group: string, member: string): FileEdit | undefined {
  for (const { uri, text, bakeFile } of [...bake.files].reverse()) {
    const block = bakeFile?.groups.findLast(({ name }) => name === group);
    const value = block?.attributes.get("targets")?.value;
    if (block) return value?.kind === "tuple" ? { ...appendElement(text, value, `"${member}"`), uri } : undefined;
  }
  return undefined;
}

/** Takes a block of a bake file out; undefined in JSON. */
export function removeOwnBlock(file: Snapshot, block: Spanned): FileEdit | undefined {
  return file.role === "bake-hcl" ? { ...removeBlock(file.text, block.span), uri: file.uri } : undefined;
}
