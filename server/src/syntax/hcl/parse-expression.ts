import { join } from "../../base/span.ts";
import type {
  BinaryOperator, Call, Expression, KeywordLiteral, Missing, NumberLiteral, Parentheses, Splat, SplatItem, UnaryOperator, Variable,
} from "./tree.ts";
import { addFault, advance, indentOfLine, maxDepth, moveTo, scan, spanOf, tokenSpan, tokenText } from "./parser-state.ts";
import type { ParserState } from "./parser-state.ts";
import { isEnd, parseObject, parseTuple } from "./parse-collections.ts";
import { parseHeredoc, parseQuoted } from "./parse-template.ts";

const precedence: Readonly<Record<string, number>> = {
  "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
};

/** The longest chain of operators, steps or conditions that is read as one expression. */
const maxChain = 2000;

/** Reads one expression at the present token. Where none starts, a `Missing` node of zero width and a fault. */
export function parseExpression(state: ParserState): Expression {
  if (state.depth >= maxDepth) return refuseDepth(state);
  state.depth++;
  const condition = parseBinary(state, 1);
  const result = state.kind === "?" ? parseConditional(state, condition) : condition;
  state.depth--;
  return result;
}

function refuseDepth(state: ParserState): Missing {
  const { start } = state;
  if (!state.tooDeep) {
    addFault(state, "nesting-too-deep", start, state.end, "Nesting too deep", `Expressions may be nested ${maxDepth} levels deep at most.`);
    state.tooDeep = true;
  }
  const close = state.text.indexOf("\n}", state.position);
  moveTo(state, close < 0 || close > state.limit ? state.limit : close + 1);
  return { kind: "missing", span: spanOf(state, start, start) };
}

function parseConditional(state: ParserState, condition: Expression): Expression {
  advance(state);
  const whenTrue = parseExpression(state);
  if (state.kind !== ":") {
    addFault(state, "missing-colon", state.start, state.end, "Missing false expression in conditional",
      "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
      "A conditional needs `:` and a value for the false case.");
    const whenFalse = missingAt(state, whenTrue.span.end);
    return { kind: "conditional", condition, whenTrue, whenFalse, span: join(condition.span, whenTrue.span) };
  }
  advance(state);
  const whenFalse = parseExpression(state);
  return { kind: "conditional", condition, whenTrue, whenFalse, span: join(condition.span, whenFalse.span) };
}

export function missingAt(state: ParserState, offset: number): Missing {
  const at = state.origin === undefined ? offset : spanOf(state, state.start, state.start).start;
  return { kind: "missing", span: { start: at, end: at } };
}

function parseBinary(state: ParserState, least: number): Expression {
  let left = parseWithSteps(state);
  for (let chain = 0; ; chain++) {
    const level = precedence[state.kind];
    if (level === undefined || level < least) return left;
    if (chain > maxChain) {
      addFault(state, "expression-too-long", state.start, state.end, "Expression too long", `More than ${maxChain} operators in one expression.`);
      return left;
    }
    const operator = state.kind as BinaryOperator;
    const operatorSpan = tokenSpan(state);
    advance(state);
    const right = parseBinary(state, level + 1);
    left = { kind: "binary", operator, operatorSpan, left, right, span: join(left.span, right.kind === "missing" ? operatorSpan : right.span) };
  }
}

function parseWithSteps(state: ParserState): Expression {
  return parseSteps(state, parseTerm(state), false);
}

/** Reads `.name`, `[key]` and splats after `of`. An attribute-only splat takes no brackets. */
function parseSteps(state: ParserState, of: Expression, onlyAttributes: boolean): Expression {
  let result = of;
  for (let chain = 0; chain <= maxChain; chain++) {
    if (state.kind === ".") result = parseDotStep(state, result);
    else if (state.kind === "[" && !onlyAttributes) result = parseBracketStep(state, result);
    else break;
  }
  return result;
}

function parseDotStep(state: ParserState, of: Expression): Expression {
  const dot = state.start;
  const resumeNewlines = state.newlinesIgnored;
  advance(state);
  state.newlinesIgnored = resumeNewlines;
  if (state.kind === "ident") {
    const name = tokenText(state);
    const nameSpan = tokenSpan(state);
    const stepSpan = spanOf(state, dot, state.end);
    advance(state);
    return { kind: "get", of, name, nameSpan, stepSpan, legacyIndex: false, span: join(of.span, nameSpan) };
  }
  if (state.kind === "number") return parseLegacyIndex(state, of, dot);
  if (state.kind === "*") return parseSplat(state, of, dot, false);
  addFault(state, "missing-attribute-name", dot, state.start, "Invalid attribute name",
    "An attribute name is required after a dot.", "An attribute name is expected after the dot.");
  const at = spanOf(state, dot + 1, dot + 1);
  return { kind: "get", of, name: "", nameSpan: at, stepSpan: spanOf(state, dot, dot + 1), legacyIndex: false, span: join(of.span, at) };
}

/** `.0`, and `.0.1`, which the scanner sees as one number. */
function parseLegacyIndex(state: ParserState, of: Expression, dot: number): Expression {
  let result = of;
  let at = state.start;
  for (const digits of tokenText(state).split(".")) {
    const nameSpan = spanOf(state, at, at + digits.length);
    const stepSpan = spanOf(state, at === state.start ? dot : at - 1, at + digits.length);
    result = { kind: "get", of: result, name: digits, nameSpan, stepSpan, legacyIndex: true, span: join(of.span, nameSpan) };
    at += digits.length + 1;
  }
  advance(state);
  return result;
}

function parseSplat(state: ParserState, of: Expression, start: number, full: boolean): Splat {
  const end = state.end;
  const stepSpan = spanOf(state, start, end);
  const item: SplatItem = { kind: "splat-item", span: stepSpan };
  advance(state);
  const each = parseSteps(state, item, !full);
  return { kind: "splat", of, each, item, full, stepSpan, span: join(of.span, each.span) };
}

const unclosedIndex = ["Missing close bracket on index", "The index operator must end with a closing bracket (\"]\")."] as const;

/** Where buildx reads on behind a broken step, which is the place it blames: at the bracket that closes the step, however far away, or at the end. */
function recoveryPlace(state: ParserState): number {
  const ahead: ParserState = { ...state, faults: [], comments: [], newlinesIgnored: 1 };
  for (let depth = 0; ;) {
    if (ahead.kind === "\"") parseQuoted(ahead);
    else if (ahead.kind === "heredoc") parseHeredoc(ahead);
    else advance(ahead);
    if (ahead.kind === "end" || (ahead.kind === "]" && depth === 0)) return ahead.start;
    if (ahead.kind === "[") depth++;
    else if (ahead.kind === "]") depth--;
  }
}

function parseBracketStep(state: ParserState, of: Expression): Expression {
  const open = state.start;
  enter(state, open);
  advance(state);
  if (state.kind === "*") {
    const star = state.end;
    const after = /^\s*\]/.exec(state.text.slice(star, star + 200));
    if (after) {
      leave(state);
      state.end = star + after[0].length;
      return parseSplat(state, of, open, true);
    }
  }
  const key = parseExpression(state);
  if (state.kind !== "]" && !state.guess && state.faults.length === 0) addFault(state, "unclosed-index", recoveryPlace(state), recoveryPlace(state), ...unclosedIndex);
  const end = closeWith(state, "]", "unclosed-index", open, ...unclosedIndex);
  return { kind: "index", of, key, stepSpan: spanOf(state, open, end), span: { start: of.span.start, end: spanOf(state, end, end).end } };
}

/** Starts ignoring line breaks; call before moving past the opening bracket. */
export function enter(state: ParserState, open: number): void {
  state.newlinesIgnored++;
  if (state.guess) state.indents.push(indentOfLine(state.text, open));
}

export function leave(state: ParserState): void {
  state.newlinesIgnored--;
  if (state.guess) state.indents.pop();
}

/** Moves past the closing bracket and returns its end, or reports that it is missing and returns where the text before it ends. */
export function closeWith(state: ParserState, close: string, code: string, open: number, summary: string, detail: string): number {
  leave(state);
  if (state.kind === close) {
    const { end } = state;
    advance(state);
    return end;
  }
  if (!state.tooDeep) {
    const atFound = !state.guess && (close === ")" || close === "]" || code === "unclosed-for") && !/^unclosed-(?:call|list)$/.test(code);
    const [start, stop] = atFound ? [state.start, state.end] : [open, open + 1];
    addFault(state, code, start, stop, summary, detail, `This \`${state.text[open]}\` has no \`${close}\`.`);
  }
  const end = state.position;
  rescan(state);
  return end;
}

/** Reads the present token again because line breaks may count now. */
function rescan(state: ParserState): void {
  scan(state);
}

function parseTerm(state: ParserState): Expression {
  switch (state.kind) {
    case "ident": return parseName(state);
    case "number": return parseNumber(state);
    case "\"": return parseQuoted(state);
    case "heredoc": return parseHeredoc(state);
    case "(": return parseParentheses(state);
    case "[": return parseTuple(state);
    case "{": return parseObject(state);
    case "-":
    case "!": return parseUnary(state);
    default: return parseNothing(state);
  }
}

export function parseNothing(state: ParserState): Missing {
  const at = state.guess && (state.kind === "newline" || state.kind === "end") ? state.position : state.start;
  if (!state.tooDeep) {
    const found = state.kind === "end" ? "the end of the file" : state.kind === "newline" ? "the end of the line" : `\`${tokenText(state)}\``;
    const eof = state.kind === "end" || state.kind === "newline";
    addFault(state, "missing-expression", at, eof ? at : state.end, eof ? "Missing expression" : "Invalid expression",
      eof ? "Expected the start of an expression, but found the end of the file."
        : "Expected the start of an expression, but found an invalid expression token.",
      `A value is expected here, not ${found}.`);
  }
  return { kind: "missing", span: spanOf(state, at, at) };
}

function parseNumber(state: ParserState): NumberLiteral {
  const node: NumberLiteral = { kind: "number", text: tokenText(state), span: tokenSpan(state) };
  advance(state);
  return node;
}

function parseUnary(state: ParserState): Expression {
  const operator = state.kind as UnaryOperator;
  const operatorSpan = tokenSpan(state);
  if (state.depth >= maxDepth) return refuseDepth(state);
  state.depth++;
  advance(state);
  const operand = parseWithSteps(state);
  state.depth--;
  return { kind: "unary", operator, operatorSpan, operand, span: join(operatorSpan, operand.span) };
}

function parseParentheses(state: ParserState): Parentheses {
  const open = state.start;
  enter(state, open);
  advance(state);
  const inner = parseExpression(state);
  const end = closeWith(state, ")", "unclosed-parenthesis", open, "Unbalanced parentheses",
    "Expected a closing parenthesis to terminate the expression.");
  return { kind: "parentheses", inner, span: spanOf(state, open, end) };
}

const keywords: Readonly<Record<string, true | false | null>> = { true: true, false: false, null: null };

function parseName(state: ParserState): Expression {
  let name = tokenText(state);
  const { start } = state;
  let { end } = state;
  advance(state);
  while (state.kind === "::") {
    advance(state);
    if ((state.kind as string) !== "ident") {
      addFault(state, "missing-function-name", state.start, state.end, "Missing function name", "Function scope resolution symbol :: must be followed by a function name in this scope.");
      break;
    }
    name += `::${tokenText(state)}`;
    end = state.end;
    advance(state);
  }
  if (state.kind === "(") return parseCall(state, name, start, end);
  const span = spanOf(state, start, end);
  if (Object.hasOwn(keywords, name)) return { kind: "keyword", value: keywords[name]!, span } satisfies KeywordLiteral;
  return { kind: "variable", name, span } satisfies Variable;
}

function parseCall(state: ParserState, name: string, start: number, nameEnd: number): Call {
  const open = state.start;
  const args: Expression[] = [];
  let expandSpan: Call["expandSpan"];
  enter(state, open);
  advance(state);
  while (state.kind !== ")" && !(isEnd(state) || isStop(state))) {
    const before = state.start;
    args.push(parseExpression(state));
    if (state.kind === "...") {
      expandSpan = tokenSpan(state);
      advance(state);
      if ((state.kind as string) === ",") advance(state);
      break;
    }
    if (state.kind === ",") advance(state);
    else if ((state.kind as string) === "end") break;
    else if (state.kind !== ")" && !skipInside(state, before, "missing-comma", "Missing argument separator", "A comma is required to separate each function argument from the next.")) break;
  }
  const closed = state.kind === ")";
  const closeStart = state.start;
  const end = closeWith(state, ")", "unclosed-call", open, "Unterminated function call",
    "There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.");
  return {
    kind: "call", name, nameSpan: spanOf(state, start, nameEnd), args, expandSpan, openParen: spanOf(state, open, open + 1),
    closeParen: closed ? spanOf(state, closeStart, closeStart + 1) : undefined, span: spanOf(state, start, end),
  };
}

/** Tokens that no bracketed list reads over: the list must be unclosed. */
export function isStop(state: ParserState): boolean {
  return state.kind === "end" || state.kind === "newline" || state.tooDeep;
}

/** Reports what stands where a separator should, and says whether reading can go on: not at a foreign bracket or without progress. */
export function skipInside(state: ParserState, before: number, code: string, summary: string, detail: string): boolean {
  const isForeign = state.kind === "}" || state.kind === "]" || state.kind === ")";
  // Whoever edits is better told of the bracket that is open; buildx tells of the one it meets.
  if (isStop(state) || (isForeign && state.guess)) return false;
  addFault(state, code, state.start, state.end, summary, detail, `A comma is expected here, not \`${tokenText(state)}\`.`);
  if (isForeign) return false;
  if (state.start === before) advance(state);
  return true;
}
