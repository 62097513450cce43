import type { Edit } from "../base/edit.ts";
import { asSpan, type Span, type Spanned } from "../base/span.ts";

/** An edit in the checked file, or in another one when `uri` is given. */
export interface FileEdit extends Edit {
  readonly uri?: string;
}

/** `safe`: the built image behaves the same. `suggestion`: someone has to agree with it. */
export type Safety = "safe" | "suggestion";

export interface Fix {
  /** Says what the fix does, in the imperative: `Add --link`. */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly FileEdit[];
}

export function safeFix(title: string, ...edits: readonly FileEdit[]): Fix {
  return { title, safety: "safe", edits };
}

export function suggestion(title: string, ...edits: readonly FileEdit[]): Fix {
  return { title, safety: "suggestion", edits };
}

export function replace(node: Spanned | Span, newText: string): Edit {
  return { span: asSpan(node), newText };
}

export function remove(node: Spanned | Span): Edit {
  return replace(node, "");
}

export function insert(offset: number, newText: string): Edit {
  return { span: { start: offset, end: offset }, newText };
}

export function insertBefore(node: Spanned | Span, newText: string): Edit {
  return insert(asSpan(node).start, newText);
}

export function insertAfter(node: Spanned | Span, newText: string): Edit {
  return insert(asSpan(node).end, newText);
}

/** Removes the node with the blanks and line joins in front of it, so that no double blank and no empty line stays. */
export function removeWithBlanks(text: string, node: Spanned | Span): Edit {
  const { start, end } = asSpan(node);
  let from = skipBlanksBack(text, start);
  for (let join = lineJoinEndingAt(text, from); join !== undefined; join = lineJoinEndingAt(text, from)) from = skipBlanksBack(text, join);
  return remove({ start: from, end });
}

function skipBlanksBack(text: string, offset: number): number {
  let from = offset;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  return from;
}

/** Where the line continuation begins whose line break ends at the offset. */
function lineJoinEndingAt(text: string, offset: number): number | undefined {
  const match = /[\\`][ \t]*\r?\n$/.exec(text.slice(Math.max(0, offset - 200), offset));
  return match ? offset - match[0].length : undefined;
}

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
  const open = /[[{][ \t]*$/.exec(text.slice(0, start));
  const close = /^[ \t]*(?=[\]}])/.exec(text.slice(end));
  if (open && close) return remove({ start: open.index + 1, end: end + close[0].length });
  const before = /,?[ \t\r\n]*$/.exec(text.slice(0, start))![0];
  return remove({ start: before.startsWith(",") ? start - before.length : start, end });
}

/** The span with the blanks behind it at the end of its line, where a line is to end at once, as that of a heredoc's marker. */
export function withTrailingBlanks(text: string, node: Spanned | Span): Span {
  const { start, end } = asSpan(node);
  const blanks = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(end, end + 200));
  return { start, end: end + (blanks ? blanks[0].length : 0) };
}

/** Removes whole lines, from the one that holds the node's start to the one that holds its end, with the last line break. */
export function removeLines(text: string, node: Spanned | Span): Edit {
  const { start, end } = asSpan(node);
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", end);
  return remove({ start: from, end: lineBreak < 0 ? text.length : lineBreak + 1 });
}

/** Inserts whole lines above the line that holds `offset`. */
export function insertLinesAbove(text: string, offset: number, lines: readonly string[]): Edit {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const lineBreak = lineBreakOf(text);
  return insert(from, lines.map((line) => line + lineBreak).join(""));
}

/** Inserts whole lines below the line that holds `offset`; at the end of a file without a last line break it adds one. */
export function insertLinesBelow(text: string, offset: number, lines: readonly string[]): Edit {
  const lineBreak = lineBreakOf(text);
  const end = text.indexOf("\n", offset);
  if (end < 0) return insert(text.length, lineBreak + lines.join(lineBreak));
  return insert(end + 1, lines.map((line) => line + lineBreak).join(""));
}

/** The line break that the text uses, judged by its first line. */
export function lineBreakOf(text: string): "\r\n" | "\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}


/**
 * Puts another name into a quoted string that is exactly `value`, quotes kept; undefined when the source is anything else, such
 * as an expression that only evaluates to it.
 */
export function replaceQuoted(text: string, node: Spanned | Span, value: string, newValue: string): Edit | undefined {
  const { start, end } = asSpan(node);
  if (text.slice(start, end) === `"${value}"`) return { span: { start: start + 1, end: end - 1 }, newText: newValue };
  return text.slice(start, end) === value ? { span: { start, end }, newText: newValue } : undefined;
}
