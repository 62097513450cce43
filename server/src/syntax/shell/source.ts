import { alongside } from "../../base/anchored-span.ts";
import { ownText } from "../../base/own-text.ts";
import type { Span } from "../../base/span.ts";

/**
 * A script as the shell parser reads it, of the same length as the text that it comes from, so that an index in it is
 * an offset in the file after adding the start of its place.
 */
export interface ShellSource {
  /** As written in the file. */
  readonly original: string;
  /** The same without the Dockerfile's line continuations, comment lines and carriage returns: others stand in their place. */
  readonly masked: string;
  /** Where it stands in the file. */
  readonly place: Span;
  /** What the Dockerfile removes before the shell sees it, as indexes, in order. */
  readonly joins: readonly Span[];
}

/** A script that the shell receives as it stands: the body of a heredoc, or a text of its own. */
export function rawSource(text: string, place: Span): ShellSource {
  return { original: text, masked: withoutCarriageReturns(text), place, joins: [] };
}

/**
 * The script of an instruction in shell form: `head` is the command on its continued lines, what follows up to `end` are
 * heredoc bodies, which are not joined. BuildKit joins the lines, and drops blank and comment lines between them,
 * before the shell sees anything: a `#` comment in the script so swallows all that follows it.
 */
export function instructionSource(text: string, head: Span, escape: string, end: number = head.end): ShellSource {
  const place = alongside(head, head.start, Math.max(head.end, end));
  return joinedSource(ownText(text.slice(place.start, place.end)), place, head.end - head.start, escape);
}

/** The same of the text at its place, in which so many characters from the beginning are the head. */
export function joinedSource(original: string, place: Span, headLength: number, escape: string): ShellSource {
  const joins = continuations(original, headLength, escape);
  if (joins.length === 0) return { original, masked: withoutCarriageReturns(original), place, joins };
  const pieces: string[] = [];
  let position = 0;
  for (const join of joins) {
    pieces.push(original.slice(position, join.start), filler(original, join, headLength));
    position = join.end;
  }
  pieces.push(original.slice(position, headLength), withoutCarriageReturns(original.slice(headLength)));
  return { original, masked: pieces.join(""), place, joins };
}

/** A script within a word, such as the argument of `sh -c`, as it is written at its place. */
export function nestedSource(text: string, place: Span): ShellSource {
  return joinedSource(text, place, text.length, "\\");
}

/** A slice of the original without the joins in it. */
export function joinedSlice(source: ShellSource, start: number, end: number): string {
  let result = "";
  let position = start;
  for (let index = firstJoinAfter(source.joins, start); index < source.joins.length; index++) {
    const join = source.joins[index]!;
    if (join.start >= end) break;
    if (join.start > position) result += source.original.slice(position, join.start);
    position = Math.max(position, join.end);
  }
  return position < end ? result + source.original.slice(position, end) : result;
}

export function hasJoin(source: ShellSource, start: number, end: number): boolean {
  if (source.joins.length === 0) return false;
  const join = source.joins[firstJoinAfter(source.joins, start)];
  return join !== undefined && join.start < end;
}

function firstJoinAfter(joins: readonly Span[], offset: number): number {
  let low = 0;
  let high = joins.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (joins[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function continuations(text: string, length: number, escape: string): Span[] {
  const joins: Span[] = [];
  let lineStart = 0;
  for (;;) {
    const newline = text.indexOf("\n", lineStart);
    const lineEnd = newline === -1 || newline >= length ? length : newline;
    const start = continuationStart(text, lineStart, lineEnd, escape);
    if (start === -1) {
      if (lineEnd === length) return joins;
      lineStart = lineEnd + 1;
      continue;
    }
    const end = skipDroppedLines(text, Math.min(lineEnd + 1, length), length);
    joins.push({ start, end });
    if (end === length) return joins;
    lineStart = end;
  }
}

/** Where the line's continuation begins, -1 when the line does not continue. A doubled escape character does not. */
function continuationStart(text: string, lineStart: number, lineEnd: number, escape: string): number {
  let index = lineEnd - 1;
  while (index >= lineStart && isBlank(text.charCodeAt(index))) index--;
  if (index < lineStart || text[index] !== escape) return -1;
  return index > lineStart && text[index - 1] === escape ? -1 : index;
}

function skipDroppedLines(text: string, from: number, length: number): number {
  let lineStart = from;
  while (lineStart < length) {
    let index = lineStart;
    while (index < length && isBlank(text.charCodeAt(index))) index++;
    if (index < length && text[index] !== "#" && text[index] !== "\n") return lineStart;
    const newline = text.indexOf("\n", index);
    if (newline === -1 || newline >= length) return length;
    lineStart = newline + 1;
  }
  return lineStart;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}

/** Blanks, unless the join stands within a word: there something that the parser takes as a part of the word. */
function filler(text: string, join: Span, length: number): string {
  const size = join.end - join.start;
  const before = join.start === 0 ? " " : text[join.start - 1]!;
  const after = join.end >= length ? " " : text[join.end]!;
  if (/[\s;&|()<>]/.test(before) || /[\s;&|()<>]/.test(after)) return " ".repeat(size);
  return "\\\n".repeat(size >> 1) + (size % 2 === 1 ? "_" : "");
}

function withoutCarriageReturns(text: string): string {
  if (!text.includes("\r")) return text;
  return text.replace(/\\\r\n/g, " \\\n").replace(/\r\n/g, "\n\n");
}
