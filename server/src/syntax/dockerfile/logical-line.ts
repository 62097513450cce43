import { type Anchor, anchoredSpan } from "../../base/anchored-span.ts";
import { ownText } from "../../base/own-text.ts";
import type { Span } from "../../base/span.ts";
import { BLANK, CARRIAGE_RETURN, HASH, TAB, skipSpace, skipSpaceBack } from "./characters.ts";
import type { Comment, Word } from "./tree.ts";

/**
 * An instruction's lines joined as BuildKit joins them: without escape characters at line ends, comment lines and
 * empty lines. Piece `i` of `text` begins at index `starts[i]` and stands at offset `sources[i]` of the file as it is now.
 */
export interface LogicalLine {
  readonly text: string;
  readonly starts: readonly number[];
  readonly sources: readonly number[];
  /** What the spans of its parts move with. */
  readonly anchor: Anchor | undefined;
}

/** A logical line with what the reader must know to go on. */
export interface ReadLine extends LogicalLine {
  /** Where the last line of content ends, an escape character that nothing follows included. */
  readonly end: number;
  /** The start of the line behind it. */
  readonly next: number;
}

/** The end of the line's content when its break (or the text's end) is at `lineBreak`. BuildKit drops every CR before it. */
export function contentEnd(text: string, from: number, lineBreak: number): number {
  let end = lineBreak;
  while (end > from && text.charCodeAt(end - 1) === CARRIAGE_RETURN) end--;
  return end;
}

export function lineBreakAfter(text: string, from: number, limit: number): number {
  const found = text.indexOf("\n", from);
  return found < 0 || found > limit ? limit : found;
}

/**
 * The index of the escape character that continues the line, or -1. It may be followed by blanks and tabs, and does not
 * continue when an escape character stands before it.
 */
export function continuationIndex(text: string, start: number, end: number, escape: number): number {
  let index = end - 1;
  while (index >= start && (text.charCodeAt(index) === BLANK || text.charCodeAt(index) === TAB)) index--;
  if (index < start || text.charCodeAt(index) !== escape) return -1;
  return index > start && text.charCodeAt(index - 1) === escape ? -1 : index;
}

/**
 * Joins the lines from `start` until one is not continued or `limit` is reached. Comment lines between them go to `comments`.
 * `escape` is a character code.
 */
export function readLogicalLine(text: string, start: number, limit: number, escape: number, anchor: Anchor | undefined, comments: Comment[] | undefined): ReadLine {
  let lineBreak = lineBreakAfter(text, start, limit);
  let lineEnd = contentEnd(text, start, lineBreak);
  let cut = continuationIndex(text, start, lineEnd, escape);
  if (cut < 0) {
    return { text: ownText(text.slice(start, lineEnd)), starts: [0], sources: [start], anchor, end: lineEnd, next: lineBreak + 1 };
  }
  const pieces = [text.slice(start, cut)];
  const starts = [0];
  const sources = [start];
  let length = cut - start;
  let end = cut + 1;
  while (cut >= 0 && lineBreak < limit) {
    const lineStart = lineBreak + 1;
    lineBreak = lineBreakAfter(text, lineStart, limit);
    lineEnd = contentEnd(text, lineStart, lineBreak);
    const first = skipSpace(text, lineStart, lineEnd);
    if (first === lineEnd) continue;
    if (text.charCodeAt(first) === HASH) {
      comments?.push(commentAt(text, first, lineEnd, true, anchor));
      continue;
    }
    cut = continuationIndex(text, lineStart, lineEnd, escape);
    const pieceEnd = cut < 0 ? lineEnd : cut;
    end = cut < 0 ? lineEnd : cut + 1;
    starts.push(length);
    sources.push(lineStart);
    pieces.push(text.slice(lineStart, pieceEnd));
    length += pieceEnd - lineStart;
  }
  return { text: pieces.join(""), starts, sources, anchor, end, next: lineBreak + 1 };
}

export function commentAt(text: string, hash: number, end: number, inside: boolean, anchor?: Anchor): Comment {
  const first = skipSpace(text, hash + 1, end);
  const last = skipSpaceBack(text, first, end);
  return { span: anchoredSpan(anchor, hash, end), text: ownText(text.slice(first, last)), inside };
}

/** The file offset of the character at `index` of the logical text. */
export function sourceOf(line: LogicalLine, index: number): number {
  const { starts, sources } = line;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return sources[low]! + index - starts[low]!;
}

/** The file's span of a range of the logical text. It ends behind the range's last character, before any line break. */
export function sourceSpan(line: LogicalLine, start: number, end: number): Span {
  if (start >= end) {
    const at = start > 0 ? sourceOf(line, start - 1) + 1 : sourceOf(line, start);
    return anchoredSpan(line.anchor, at, at);
  }
  const first = sourceOf(line, start);
  if (line.starts.length === 1) return anchoredSpan(line.anchor, first, first + end - start);
  return anchoredSpan(line.anchor, first, sourceOf(line, end - 1) + 1);
}

export function wordAt(line: LogicalLine, start: number, end: number): Word {
  return { span: sourceSpan(line, start, end), text: line.text.slice(start, end) };
}
