import type { Edit } from "../base/edit.ts";
import { memoize } from "../base/memoize.ts";
import { entryText } from "../eval/cache-place.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced } from "../eval/resolved-bake.ts";
import type { BakeFile, TargetBlock } from "../model/bake/bake-file.ts";
import type { BakeSet } from "./bake-sets.ts";

type FileEdit = Edit & { readonly uri: string };

/**
 * Edits that give each exporter a GitHub cache scope of its own: the scope in a list of the target's own is changed, a target
 * that inherits its lists gets lists of its own, in which the shared scope is still read. Undefined where that cannot be
 * written down: another kind of cache, targets of a matrix, or values that are not plain text.
 */
export function scopePerTargetEdits(set: BakeSet, exporters: readonly { target: ResolvedTarget; entry: Sourced<Entry> }[]): FileEdit[] | undefined {
  const edits: FileEdit[] = [];
  for (const { target, entry } of exporters) {
    if (!isKnown(entry.value) || entry.value.get("type") !== "gha") return undefined;
    const place = findBlock(set, target);
    if (!place) return undefined;
    const own = entry.ownerTarget === target.name;
    const edit = own ? editOwnEntry(set, target, entry) : insertLists(place, target, entry);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

/** The first block of each target. */
const blocksByName = memoize(({ targets }: BakeFile) => new Map([...targets].reverse().map((block) => [block.name, block])));

function findBlock(set: BakeSet, target: ResolvedTarget): { uri: string; text: string; block: TargetBlock } | undefined {
  for (const file of set.files) {
    const block = file.role === "bake-hcl" && file.bakeFile ? blocksByName(file.bakeFile).get(target.name) : undefined;
    if (block) return { uri: file.uri, text: file.text, block };
  }
  return undefined;
}

/** `"type=gha,scope=all"` → `"type=gha,scope=all-web"`. */
function editOwnEntry(set: BakeSet, target: ResolvedTarget, entry: Sourced<Entry>): FileEdit | undefined {
  const text = set.files.find((file) => file.uri === entry.uri)?.text.slice(entry.span.start, entry.span.end) ?? "";
  if (!/^"[^"$%\\]*"$/.test(text)) return undefined;
  const scope = /(?:^"|,)scope=([^,"]*)/.exec(text);
  const at = scope ? entry.span.start + scope.index + scope[0].length : entry.span.end - 1;
  return { uri: entry.uri, span: { start: at, end: at }, newText: scope ? `-${target.name}` : `,scope=${target.name}` };
}

function insertLists({ uri, text, block }: { uri: string; text: string; block: TargetBlock }, target: ResolvedTarget, entry: Sourced<Entry>): FileEdit | undefined {
  const open = block.block.openBrace;
  if (!open || block.attributes.has("cache-to") || block.attributes.has("cache-from") || !/^[ \t]*\r?\n/.test(text.slice(open.end, open.end + 200))) return undefined;
  if (!target.cacheFrom.every(({ value }) => isKnown(value))) return undefined;
  const attributes = [...block.attributes.values()];
  const anchor = attributes.find((attribute) => attribute.name === "inherits") ?? attributes[0];
  const indentation = anchor ? /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", anchor.span.start) + 1, anchor.span.start))![0] : "  ";
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const scope = (entry.value as Entry).get("scope");
  const own = typeof scope === "string" ? `${scope}-${target.name}` : target.name;
  const reads = [`type=gha,scope=${own}`, ...target.cacheFrom.map(({ value }) => entryText(value as Entry))];
  const lines = [
    `cache-from = [${reads.map((read) => JSON.stringify(read)).join(", ")}]`,
    `cache-to = [${JSON.stringify(entryText(new Map([...(entry.value as Entry), ["scope", own]])))}]`,
  ];
  const at = anchor ? anchor.span.end : open.end;
  return { uri, span: { start: at, end: at }, newText: lines.map((line) => `${lineBreak}${indentation}${line}`).join("") };
}
