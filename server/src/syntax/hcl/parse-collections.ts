import { join } from "../../base/span.ts";
import type { Expression, For, Missing, ObjectCons, ObjectItem, TupleCons } from "./tree.ts";
import { addFault, advance, endsOpenBrackets, moveTo, spanOf, tokenSpan, tokenText } from "./parser-state.ts";
import type { ParserState } from "./parser-state.ts";
import { closeWith, enter, isStop, missingAt, parseExpression, parseNothing, skipInside } from "./parse-expression.ts";

export function parseTuple(state: ParserState): Expression {
  const open = state.start;
  enter(state, open);
  advance(state);
  if (state.kind === "ident" && tokenText(state) === "for") return parseFor(state, open, "tuple");
  const items: Expression[] = [];
  while (state.kind !== "]" && !(isEnd(state) || isStop(state))) {
    const before = state.start;
    const value = parseExpression(state);
    if (value.kind !== "missing") items.push(value);
    if (state.kind === ",") advance(state);
    else if ((state.kind as string) === "end") break;
    else if (state.kind !== "]" && !skipInside(state, before, "missing-comma", "Missing item separator", "Expected a comma to mark the beginning of the next item.")) break;
  }
  const closeBracket = state.kind === "]" ? tokenSpan(state) : undefined;
  const end = closeWith(state, "]", "unclosed-list", open, "Unterminated tuple constructor expression",
    "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.");
  return { kind: "tuple", items, openBracket: spanOf(state, open, open + 1), closeBracket, span: spanOf(state, open, end) } satisfies TupleCons;
}

export function parseObject(state: ParserState): Expression {
  const open = state.start;
  enter(state, open);
  advance(state);
  if (state.kind === "ident" && tokenText(state) === "for" && !/^\s*[=:]/.test(state.text.slice(state.end, state.end + 40))) return parseFor(state, open, "object");
  const ignored = state.newlinesIgnored;
  state.newlinesIgnored = 0;
  moveTo(state, open + 1);
  const items: ObjectItem[] = [];
  let stopped = false;
  while (!stopped && skipNewlines(state) && state.kind !== "}" && !isEnd(state)) {
    const item = parseObjectItem(state);
    if (item === undefined) break;
    items.push(item);
    stopped = !separateItems(state, item.value.kind === "missing");
  }
  state.newlinesIgnored = ignored;
  const closeBrace = state.kind === "}" ? tokenSpan(state) : undefined;
  const end = closeWith(state, "}", "unclosed-object", open, "Unterminated object constructor expression",
    "There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.");
  return { kind: "object", items, openBrace: spanOf(state, open, open + 1), closeBrace, span: spanOf(state, open, end) } satisfies ObjectCons;
}

export function isEnd(state: ParserState): boolean {
  if (state.kind === "end" && !state.guess && !state.tooDeep) parseNothing(state);
  return state.kind === "end" || state.tooDeep;
}

/** False when the next line cannot belong to the object any more. */
function skipNewlines(state: ParserState): boolean {
  while (state.kind === "newline") {
    if (state.guess && endsOpenBrackets(state, state.end)) return false;
    advance(state);
  }
  return true;
}

/** Undefined when nothing could be read, so that going on would not end. */
function parseObjectItem(state: ParserState): ObjectItem | undefined {
  const before = state.start;
  const key = parseExpression(state);
  if (state.kind === "=" || state.kind === ":") {
    advance(state);
    const value = parseExpression(state);
    return { key, keyText: keyTextOf(key), value, span: join(key.span, value.span) };
  }
  if (!state.tooDeep && key.kind !== "missing") {
    addFault(state, "missing-object-value", state.start, state.end, "Missing attribute value",
      "Expected an attribute value, introduced by an equals sign (\"=\").", "An object entry is written `key = value`.");
  }
  if (state.start === before) {
    if (isStop(state) || state.kind === "]" || state.kind === ")" || state.kind === "}") return undefined;
    advance(state);
  }
  return { key, keyText: keyTextOf(key), value: missingAt(state, key.span.end), span: key.span };
}

/** Entries end with a comma or a line break. False when what follows is for whoever holds the object. */
function separateItems(state: ParserState, alreadyReported: boolean): boolean {
  if (state.kind === ",") {
    advance(state);
    return true;
  }
  if (state.kind === "}" || state.kind === "newline") return true;
  const isForeign = state.kind === "]" || state.kind === ")";
  if (state.kind === "end" || (isForeign && state.guess) || state.tooDeep) return false;
  if (!alreadyReported) {
    addFault(state, "missing-object-separator", state.start, state.end, "Missing attribute separator",
      "Expected a newline or comma to mark the beginning of the next attribute.", "A comma or a new line is expected between two entries.");
  }
  return !isForeign;
}

export function keyTextOf(key: Expression): string | undefined {
  if (key.kind === "variable") return key.name;
  if (key.kind === "keyword") return String(key.value);
  if (key.kind === "number") return key.text;
  if (key.kind !== "template") return undefined;
  return key.parts.every((part) => part.kind === "text") ? key.parts.map((part) => (part.kind === "text" ? part.value : "")).join("") : undefined;
}

function parseFor(state: ParserState, open: number, form: "tuple" | "object"): For | Missing {
  advance(state);
  const names: { name: string; span: For["valueNameSpan"] }[] = [];
  while (state.kind === "ident" && names.length < 2 && !(names.length > 0 && tokenText(state) === "in")) {
    names.push({ name: tokenText(state), span: tokenSpan(state) });
    advance(state);
    if ((state.kind as string) !== ",") break;
    advance(state);
  }
  if (names.length === 0) expectWord(state, undefined);
  expectWord(state, "in");
  const collection = parseExpression(state);
  expectToken(state, ":", "A `for` needs `:` between its collection and its result.");
  const first = parseExpression(state);
  const arrow = state.kind === "=>";
  if (arrow) advance(state);
  else if (form === "object") expectToken(state, "=>", "A `for` in braces gives entries: `key => value`.");
  const second = arrow ? parseExpression(state) : first;
  const group = state.kind === "...";
  if (group) advance(state);
  let condition: Expression | undefined;
  if (state.kind === "ident" && tokenText(state) === "if") {
    advance(state);
    condition = parseExpression(state);
  }
  const close = form === "tuple" ? "]" : "}";
  const closeBracket = state.kind === close ? tokenSpan(state) : undefined;
  const end = closeWith(state, close, "unclosed-for", open, "Invalid 'for' expression", "Extra characters after the end of the 'for' expression.");
  const valueName = names.at(-1) ?? { name: "", span: spanOf(state, open, open) };
  const keyName = names.length === 2 ? names[0] : undefined;
  return {
    kind: "for", keyName: keyName?.name, keyNameSpan: keyName?.span, valueName: valueName.name, valueNameSpan: valueName.span, collection,
    key: form === "object" ? first : undefined, value: second, condition, group, form, openBracket: spanOf(state, open, open + 1), closeBracket,
    span: spanOf(state, open, end),
  };
}

function expectWord(state: ParserState, word: string | undefined): void {
  if (state.kind === "ident" && (word === undefined || tokenText(state) === word)) return advance(state);
  if (!state.tooDeep) addFault(state, "invalid-for", state.start, state.end, "Invalid 'for' expression",
    word === undefined ? "For expression requires variable name after 'for'." : "For expression requires the 'in' keyword after its name declarations.",
    word === undefined ? "A name is expected after `for`." : "The word `in` is expected here.");
}

function expectToken(state: ParserState, kind: string, message: string): void {
  if (state.kind === kind) return advance(state);
  if (!state.tooDeep) addFault(state, "invalid-for", state.start, state.end, "Invalid 'for' expression",
    kind === ":" ? "For expression requires a colon after the collection expression." : "An object 'for' expression requires a key expression followed by '=>'.", message);
}
