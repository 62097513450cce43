import type { Expression, Missing, Template, TemplatePart } from "./tree.ts";
import { addFault, advance, indentOfLine, lineEnd, moveTo, spanOf, tokenText } from "./parser-state.ts";
import type { ParserState } from "./parser-state.ts";
import { parseExpression } from "./parse-expression.ts";
import { buildParts } from "./template-parts.ts";
import type { FlatPart } from "./template-parts.ts";

type Form = Template["form"];

/** Reads a quoted string; the present token is its opening quote. */
export function parseQuoted(state: ParserState): Template {
  const { start } = state;
  const flat: FlatPart[] = [];
  const contentEnd = readParts(state, state.end, "quoted", state.limit, flat);
  const closed = contentEnd < state.limit && state.text[contentEnd] === "\"";
  const end = closed ? contentEnd + 1 : contentEnd;
  if (!closed && !state.tooDeep) reportUnclosed(state, start, contentEnd);
  moveTo(state, end);
  return {
    kind: "template", form: "quoted", parts: buildParts(state, flat), contentSpan: spanOf(state, start + 1, contentEnd), heredoc: undefined,
    span: spanOf(state, start, end),
  };
}

function reportUnclosed(state: ParserState, start: number, end: number): void {
  const message = "This string has no closing quote on its line.";
  if (end >= state.limit) {
    addFault(state, "unclosed-string", state.guess ? start : end, end, "Unterminated template string",
      "No closing marker was found for the string.", message);
  } else {
    addFault(state, "unclosed-string", start, end, "Invalid multi-line string",
      "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the \"heredoc\" multi-line template syntax.",
      message);
  }
}

/** Reads `<<WORD` to the line that holds only `WORD`. */
export function parseHeredoc(state: ParserState): Template {
  const { start } = state;
  const opening = tokenText(state);
  const flush = opening.startsWith("<<-");
  const marker = opening.slice(flush ? 3 : 2).trim();
  const markerStart = start + (flush ? 3 : 2);
  const contentStart = state.end;
  const flat: FlatPart[] = [];
  const close = state.guess ? findHeredocEnd(state, marker, contentStart) : readStrictHeredoc(state, marker, contentStart, flat);
  if (state.guess) readParts(state, contentStart, "heredoc", close.contentEnd, flat);
  if (close.markerStart === undefined) {
    addFault(state, "unclosed-heredoc", state.guess ? start : close.end, state.guess ? contentStart : close.end, "Unterminated template string", "No closing marker was found for the string.",
      `This heredoc has no line \`${marker}\` that ends it.`);
  }
  moveTo(state, close.end);
  return {
    kind: "template", form: "heredoc", parts: buildParts(state, flat, flush), contentSpan: spanOf(state, contentStart, close.contentEnd),
    heredoc: {
      marker, markerSpan: spanOf(state, markerStart, markerStart + marker.length), flush,
      closeSpan: close.markerStart === undefined ? undefined : spanOf(state, close.markerStart, close.end),
    },
    span: spanOf(state, start, close.end),
  };
}

interface HeredocEnd {
  readonly contentEnd: number;
  readonly markerStart: number | undefined;
  readonly end: number;
}

/** The marker, when the line at `line` holds nothing else. */
function markerOnLine(state: ParserState, marker: string, line: number): HeredocEnd | undefined {
  const { text, limit } = state;
  const end = lineEnd(text, line, limit);
  let at = line;
  while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (!text.startsWith(marker, at) || !/^[ \t]*$/.test(text.slice(at + marker.length, end))) return undefined;
  return { contentEnd: line, markerStart: at, end: at + marker.length };
}

/** Reads as buildx does: an interpolation may go on beyond a line that looks like the marker. */
function readStrictHeredoc(state: ParserState, marker: string, from: number, flat: FlatPart[]): HeredocEnd {
  let found = markerOnLine(state, marker, from);
  if (found !== undefined) return found;
  const contentEnd = readParts(state, from, "heredoc", state.limit, flat, (line) => {
    found = markerOnLine(state, marker, line);
    return found !== undefined;
  });
  return found ?? { contentEnd, markerStart: undefined, end: contentEnd };
}

/** Finds the end beforehand, so that a broken interpolation cannot run beyond it; also before a line that must be a new block. */
function findHeredocEnd(state: ParserState, marker: string, from: number): HeredocEnd {
  const { text, limit } = state;
  for (let line = from; line < limit;) {
    const end = lineEnd(text, line, limit);
    const found = markerOnLine(state, marker, line);
    if (found !== undefined) return found;
    let at = line;
    while (at < end && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
    if (state.guess && at === line && /^(?:\}|(?:target|group|variable|function)[ \t]+["\w])/.test(text.slice(line, line + 40))) {
      return { contentEnd: line, markerStart: undefined, end: line > from ? line - 1 : line };
    }
    const next = text.indexOf("\n", end);
    line = next < 0 ? limit : next + 1;
  }
  return { contentEnd: limit, markerStart: undefined, end: limit };
}

/** Reads the content of a JSON string, whose text is decoded already. As in heredocs, line breaks end what `~` strips. */
export function parseDecoded(state: ParserState): TemplatePart[] {
  const flat: FlatPart[] = [];
  readParts(state, 0, "json", state.limit, flat);
  return buildParts(state, flat);
}

/** Appends the pieces from `from` on and returns where the content ends: at the quote, the line's end, `stop`, or a line that `endsAt` knows. */
function readParts(state: ParserState, from: number, form: Form, stop: number, flat: FlatPart[], endsAt?: (line: number) => boolean): number {
  const { text } = state;
  let at = from;
  let textStart = from;
  let value = "";
  const flush = (end: number): void => {
    if (end > textStart) flat.push({ type: "text", value, start: textStart, end });
    value = "";
  };
  for (;;) {
    const run = plainRun(text, at, stop, form);
    if (run > at) {
      value += text.slice(at, run);
      at = run;
    }
    if (at >= stop || (form === "quoted" && (text[at] === "\"" || isLineBreak(text, at)))) {
      flush(at);
      return at;
    }
    const char = text[at]!;
    if (char === "\n") {
      value += char;
      at++;
      flush(at);
      textStart = at;
      if (endsAt?.(at) === true) return at;
    } else if (char === "\\" && form === "quoted") {
      const escape = readEscape(state, at, stop);
      value += escape.value;
      at = escape.end;
    } else if (text[at + 1] === char && text[at + 2] === "{") {
      value += `${char}{`;
      at += 3;
    } else if (text[at + 1] === "{") {
      flush(at);
      const limit = state.limit;
      state.limit = stop;
      at = char === "$" ? readInterpolation(state, at, form, flat) : readDirective(state, at, form, flat);
      state.limit = limit;
      textStart = at;
    } else {
      value += char;
      at++;
    }
  }
}

function isLineBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
}

/** The end of the run of characters that mean themselves. */
function plainRun(text: string, from: number, stop: number, form: Form): number {
  let at = from;
  for (; at < stop; at++) {
    const code = text.charCodeAt(at);
    if (code === 36 || code === 37) return at;
    if (code === 10) return at;
    if (form === "quoted" && (code === 34 || code === 92 || (code === 13 && text.charCodeAt(at + 1) === 10))) return at;
  }
  return at;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\"": "\"", "\\": "\\" };

function readEscape(state: ParserState, at: number, stop: number): { value: string; end: number } {
  const letter = state.text[at + 1] ?? "";
  const simple = at + 1 < stop ? escapes[letter] : undefined;
  if (simple !== undefined) return { value: simple, end: at + 2 };
  const width = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  const digits = state.text.slice(at + 2, at + 2 + width);
  if (width > 0 && digits.length === width && /^[0-9a-fA-F]+$/.test(digits)) {
    const code = Number.parseInt(digits, 16);
    return { value: code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? "�" : String.fromCodePoint(code), end: at + 2 + width };
  }
  const end = Math.min(stop, at + (letter === "\n" || letter === "" ? 1 : 2));
  addFault(state, "invalid-escape", at, end, "Invalid escape sequence",
    width === 4 ? "The \\u escape sequence must be followed by four hexadecimal digits."
      : width === 8 ? "The \\U escape sequence must be followed by eight hexadecimal digits."
        : `The symbol "${letter}" is not a valid escape sequence selector.`);
  return { value: state.text.slice(at, end), end };
}

/** Runs `read` between `${` or `%{` and `}`; returns the end and whether a `~` stood at either edge. */
function readBraces<T>(state: ParserState, at: number, form: Form, read: () => T): { value: T; end: number; stripLeft: boolean; stripRight: boolean } {
  const stripLeft = state.text[at + 2] === "~";
  const ignored = state.newlinesIgnored;
  state.newlinesIgnored = 1;
  if (state.guess && form === "quoted") state.indents.push(indentOfLine(state.text, at));
  moveTo(state, at + (stripLeft ? 3 : 2));
  const value = read();
  const stripRight = state.kind === "~";
  if (stripRight) advance(state);
  let end = state.end;
  if (state.kind !== "}") end = reportUnclosedBraces(state, at, form);
  if (state.guess && form === "quoted") state.indents.pop();
  state.newlinesIgnored = ignored;
  return { value, end, stripLeft, stripRight };
}

/** Finds a plausible end for `${…` without `}`: its brace on the same line, else the quote or the line's end. */
function reportUnclosedBraces(state: ParserState, at: number, form: Form): number {
  const stop = lineEnd(state.text, Math.min(Math.max(state.position, at), state.limit), state.limit);
  const from = Math.max(state.position, at + 2);
  const brace = state.text.slice(from, stop).search(form === "quoted" ? /[}"]/ : /\}/);
  const end = brace < 0 ? stop : state.text[from + brace] === "}" ? from + brace + 1 : from + brace;
  if (!state.tooDeep) {
    const extra = state.text[end - 1] === "}" && end > from;
    const found = extra || !state.guess;
    addFault(state, "unclosed-interpolation", found ? state.start : at, found ? state.end : at + 2,
      extra ? "Extra characters after interpolation expression" : "Unterminated template interpolation",
      extra ? "Expected a closing brace to end the interpolation expression, but found extra characters."
        : "The template interpolation has no closing brace.",
      extra ? `The \`}\` of this interpolation is expected here, not \`${tokenText(state)}\`.` : `This \`${state.text.slice(at, at + 2)}\` has no \`}\`.`);
  }
  return end;
}

function readInterpolation(state: ParserState, at: number, form: Form, flat: FlatPart[]): number {
  const { value, end, stripLeft, stripRight } = readBraces(state, at, form, () => parseExpression(state));
  flat.push({ type: "interpolation", expression: value, start: at, end, stripLeft, stripRight });
  return end;
}

function readDirective(state: ParserState, at: number, form: Form, flat: FlatPart[]): number {
  const { value, end, stripLeft, stripRight } = readBraces(state, at, form, () => readDirectiveContent(state));
  flat.push({ ...value, start: at, end, stripLeft, stripRight });
  return end;
}

type DirectiveContent =
  | { readonly type: "if"; readonly expression: Expression }
  | { readonly type: "for"; readonly names: readonly string[]; readonly expression: Expression }
  | { readonly type: "else" | "endif" | "endfor" | "invalid" };

function readDirectiveContent(state: ParserState): DirectiveContent {
  const word = state.kind === "ident" ? tokenText(state) : "";
  switch (word) {
    case "if":
      advance(state);
      return { type: "if", expression: parseExpression(state) };
    case "for": return readForDirective(state);
    case "else":
    case "endif":
    case "endfor":
      advance(state);
      return { type: word };
    default:
      addFault(state, "invalid-directive", state.start, state.end, "Invalid template directive",
        word === "" ? "A template directive keyword (\"if\", \"for\", etc) is expected at the beginning of a %{ sequence."
          : `"${word}" is not a valid template directive keyword.`, "`if`, `else`, `endif`, `for` or `endfor` is expected after `%{`.");
      if (state.kind !== "}") advance(state);
      return { type: "invalid" };
  }
}

function readForDirective(state: ParserState): DirectiveContent {
  const names: string[] = [];
  advance(state);
  while (state.kind === "ident" && names.length < 2) {
    names.push(tokenText(state));
    advance(state);
    if ((state.kind as string) !== ",") break;
    advance(state);
  }
  if (names.length > 0 && state.kind === "ident" && tokenText(state) === "in") {
    advance(state);
    return { type: "for", names, expression: parseExpression(state) };
  }
  addFault(state, "invalid-for", state.start, state.end, "Invalid 'for' directive", "For directive requires the 'in' keyword after its name declarations.",
    "A `for` directive is written `%{ for name in collection }`.");
  const missing: Missing = { kind: "missing", span: spanOf(state, state.start, state.start) };
  return { type: "for", names: names.length > 0 ? names : [""], expression: missing };
}
