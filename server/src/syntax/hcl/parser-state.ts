import type { Span } from "../../base/span.ts";
import type { HclFault } from "./tree.ts";

/** Kinds of tokens; operators and brackets are their own kind. */
export type TokenKind = "ident" | "number" | "heredoc" | "newline" | "end" | "bad" | string;

/** Deeper nesting than this is a fault: it keeps every recursive walk over a tree within the stack. */
export const maxDepth = 200;

/** Where a parse stands. `kind`, `start` and `end` describe the token that comes next. */
export interface ParserState {
  readonly text: string;
  /** Offset where reading stops; less than the text's length inside a nested template. */
  limit: number;
  position: number;
  kind: TokenKind;
  start: number;
  end: number;
  /** Above zero inside brackets, where line breaks do not end an expression. */
  newlinesIgnored: number;
  depth: number;
  tooDeep: boolean;
  readonly faults: HclFault[];
  readonly comments: Span[];
  /** Uses indentation to guess where an unclosed bracket should have ended. */
  readonly guess: boolean;
  /** Columns that an unclosed construct started at, innermost last; kept only when guessing. */
  readonly indents: number[];
  /** A place that stops every open construct, set when guessing finds that a bracket was never closed. */
  stopAt: number;
  /** Where line breaks are; filled when first asked for. */
  readonly lineBreaks: number[];
  /** Span of source text for decoded text, when the text was unescaped before (JSON strings). */
  readonly origin: ((offset: number) => number) | undefined;
}

export function createState(text: string, guess: boolean, origin?: (offset: number) => number): ParserState {
  return {
    text, limit: text.length, position: 0, kind: "end", start: 0, end: 0, newlinesIgnored: 0, depth: 0, tooDeep: false,
    faults: [], comments: [], guess, indents: [], stopAt: Number.POSITIVE_INFINITY, lineBreaks: [], origin,
  };
}

export function spanOf(state: ParserState, start: number, end: number): Span {
  const { origin } = state;
  return origin === undefined ? { start, end } : { start: origin(start), end: origin(end) };
}

export function tokenSpan(state: ParserState): Span {
  return spanOf(state, state.start, state.end);
}

/** A text with more faults than this is no bake file: it is not read further. */
const mostFaults = 1000;

export function isGivenUp(state: ParserState): boolean {
  return state.faults.length >= mostFaults;
}

/** `span` is given in offsets of the text being read. */
export function addFault(
  state: ParserState, code: string, start: number, end: number, summary: string, detail: string, message = `${summary}: ${detail}`,
): void {
  if (isGivenUp(state)) return;
  state.faults.push({ code, span: spanOf(state, start, Math.max(start, end)), summary, detail, message });
}

/** Moves over the present token and reads the next one. */
export function advance(state: ParserState): void {
  state.position = state.end;
  scan(state);
}

export function moveTo(state: ParserState, offset: number): void {
  state.position = offset;
  scan(state);
}

/** Reads the token at or after `position`, skipping blanks and comments, and line breaks inside brackets. */
export function scan(state: ParserState): void {
  const { text, limit } = state;
  let at = state.position;
  for (;;) {
    if (at >= limit) return setToken(state, "end", limit, limit);
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) {
      at++;
    } else if (code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10)) {
      const width = code === 13 ? 2 : 1;
      if (state.guess) {
        const after = conflictMarkerEnd(state, at + width);
        if (after > at + width) {
          at = after;
          continue;
        }
      }
      if (state.newlinesIgnored === 0 || (state.guess && endsOpenBrackets(state, at + width))) return setToken(state, "newline", at, at + width);
      at += width;
    } else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) {
      const end = lineEnd(text, at, limit);
      state.comments.push(spanOf(state, at, end));
      at = end;
    } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
      const close = text.indexOf("*/", at + 2);
      const end = close < 0 || close + 2 > limit ? limit : close + 2;
      if (close < 0) return setToken(state, "bad", at, end);
      state.comments.push(spanOf(state, at, end));
      at = end;
    } else {
      return scanToken(state, at, code);
    }
  }
}

const conflictMarker = /(?:<{7}|>{7}|={7}|\|{7})(?: [^\n]*)?(?=\r?\n|$)/y;

/** Reads over a line that a version control system left in an unfinished merge. */
function conflictMarkerEnd(state: ParserState, lineStart: number): number {
  const code = state.text.charCodeAt(lineStart);
  if (code !== 60 && code !== 61 && code !== 62 && code !== 124) return lineStart;
  const end = matchEnd(conflictMarker, state.text, lineStart, state.limit);
  if (end > lineStart) {
    addFault(state, "merge-conflict", lineStart, end, "Argument or block definition required", "An argument or block definition is required here.",
      "A merge conflict is left in this file.");
  }
  return end;
}

const itemStart = /[ \t]*(?:[A-Za-z_][\w-]*[ \t]*=(?![=>])|[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{)/y;

/** Whether the line at `lineStart` begins an attribute or a block no further in than the line that opened the innermost bracket. */
export function endsOpenBrackets(state: ParserState, lineStart: number): boolean {
  const indent = state.indents.at(-1);
  if (indent === undefined) return false;
  itemStart.lastIndex = lineStart;
  if (!itemStart.test(state.text)) return false;
  return indentOfLine(state.text, lineStart) <= indent;
}

function setToken(state: ParserState, kind: TokenKind, start: number, end: number): void {
  state.kind = kind;
  state.start = start;
  state.end = end;
}

export function lineEnd(text: string, from: number, limit: number): number {
  const found = text.indexOf("\n", from);
  if (found < 0 || found >= limit) return limit;
  return found > from && text.charCodeAt(found - 1) === 13 ? found - 1 : found;
}

const identifier = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const number = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const heredocStart = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;
const operator = /\.\.\.|::|==|!=|<=|>=|&&|\|\||=>|[-+*/%!=<>?:.,(){}[\]"~]/y;

function scanToken(state: ParserState, at: number, code: number): void {
  const { text } = state;
  if (code >= 48 && code <= 57) return setToken(state, "number", at, matchEnd(number, text, at, state.limit));
  if (isAsciiStart(code) || code > 127) {
    const end = code > 127 ? matchEnd(identifier, text, at, state.limit) : identifierEnd(text, at, state.limit);
    return end > at ? setToken(state, "ident", at, end) : setToken(state, "bad", at, at + (code >= 0xd800 && code < 0xdc00 ? 2 : 1));
  }
  if (code === 60 && text.charCodeAt(at + 1) === 60) {
    heredocStart.lastIndex = at;
    if (heredocStart.test(text) && heredocStart.lastIndex <= state.limit) return setToken(state, "heredoc", at, heredocStart.lastIndex);
  }
  const end = matchEnd(operator, text, at, state.limit);
  if (end > at) setToken(state, text.slice(at, end), at, end);
  else setToken(state, "bad", at, at + 1);
}

function isAsciiStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function identifierEnd(text: string, from: number, limit: number): number {
  let at = from + 1;
  for (; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return matchEnd(identifier, text, from, limit);
    if (!isAsciiStart(code) && code !== 45 && !(code >= 48 && code <= 57)) break;
  }
  return at;
}

function matchEnd(pattern: RegExp, text: string, at: number, limit: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? Math.min(pattern.lastIndex, limit) : at;
}

export function tokenText(state: ParserState): string {
  return state.text.slice(state.start, state.end);
}

/** Whether the token is the first on its line, and if so its column. Blanks count one each. */
export function columnAtLineStart(state: ParserState, offset: number): number | undefined {
  const { text } = state;
  let at = offset;
  while (at > 0) {
    const code = text.charCodeAt(at - 1);
    if (code === 10) return offset - at;
    if (code !== 32 && code !== 9) return undefined;
    at--;
  }
  return offset;
}

/** Line and column, from 1, as buildx counts them in a message. */
export function placeInText({ text, lineBreaks }: ParserState, offset: number): { readonly line: number; readonly column: number } {
  if (lineBreaks.length === 0) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lineBreaks.push(at);
  }
  let low = 0;
  for (let high = lineBreaks.length; low < high;) {
    const middle = (low + high) >> 1;
    if (lineBreaks[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineBreaks[low - 1] ?? -1) };
}

/** The indentation of the line that holds `offset`. */
export function indentOfLine(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  let at = start;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at - start;
}
