import type { Edit } from "../base/edit.ts";
import type { Span, Spanned } from "../base/span.ts";
import { insert, lineBreakOf, remove } from "./fix.ts";

/**
 * Takes an element out of a list, or an entry out of a map: with the comma behind it, or the one in front when it is the last.
 * An element on lines of its own takes these along.
 */
export function removeItem(text: string, { start, end }: Span): Edit {
  const behind = /^[ \t]*,/.exec(text.slice(end));
  let to = behind ? end + behind[0].length : end;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(to));
  if (/^[ \t]*$/.test(text.slice(lineStart, start)) && rest) return remove({ start: lineStart, end: to + rest[0].length });
  if (behind) {
    to += /^[ \t]*/.exec(text.slice(to))![0].length;
    return remove({ start, end: to });
  }
  const before = /,?[ \t\r\n]*$/.exec(text.slice(0, start))![0];
  return remove({ start: before.startsWith(",") ? start - before.length : start, end });
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

/** Takes a block out with the blank line behind it. */
export function removeBlock(text: string, { start, end }: Span): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const behind = /^[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n)?/.exec(text.slice(end));
  return remove({ start: text.slice(from, start).trim() === "" ? from : start, end: end + (behind ? behind[0].length : 0) });
}

/** Takes an attribute out with its line. */
export function removeAttribute(text: string, { start, end }: Span): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:(?:#|\/\/)[^\n]*)?(?:\n|$)/.exec(text.slice(end));
  return text.slice(from, start).trim() === "" && rest ? remove({ start: from, end: end + rest[0].length }) : remove({ start, end });
}
