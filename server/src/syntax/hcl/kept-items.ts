import { commonLength } from "../../base/common-text.ts";
import type { Span } from "../../base/span.ts";
import type { Attribute, Block, HclTree } from "./tree.ts";

/** The beginning of a file that is read already. */
export interface KeptItems {
  readonly items: readonly (Attribute | Block)[];
  readonly comments: readonly Span[];
  /** Where the rest begins. */
  readonly end: number;
}

export const nothingKept: KeptItems = { items: [], comments: [], end: 0 };

/** Texts of more characters together are not kept in memory for the sake of items that stem from them. */
const mostKeptText = 32_000_000;

/** The rest of a line behind an item. */
const lineRest = /[ \t]*(?:(?:#|\/\/)[^\n]*)?\r?\n/y;

/**
 * What a text has in common with an earlier one whose tree is known: top-level items in front of everything that differs and of every
 * fault. Their lines end in what is common, so that nothing behind could have changed how they are read.
 */
export function keptItems(text: string, before: HclTree | undefined): KeptItems {
  if (before === undefined || before.language !== "hcl" || editsSince(before) * text.length > mostKeptText) return nothingKept;
  const { items } = before.body;
  const end = soundEnd(text, before);
  let count = items.length;
  while (count > 0 && !endsLine(text, items[count - 1]!.span.end, end)) count--;
  if (count === 0) return nothingKept;
  const last = items[count - 1]!.span.end;
  return { items: items.slice(0, count), comments: before.comments.filter(({ start }) => start < last), end: last };
}

export function editsSince(before: HclTree | undefined): number {
  return (before?.edits ?? 0) + 1;
}

function endsLine(text: string, at: number, end: number): boolean {
  if (at >= end) return false;
  lineRest.lastIndex = at;
  return lineRest.test(text) && lineRest.lastIndex <= end;
}

/** How far a text is the same as before and was read without a fault. */
function soundEnd(text: string, before: HclTree): number {
  let end = commonLength(text, before.text);
  for (const { span } of before.faults) end = Math.min(end, span.start);
  for (const { span } of before.strictFaults) end = Math.min(end, span.start);
  return end;
}
