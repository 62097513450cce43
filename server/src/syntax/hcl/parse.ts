import type { Span } from "../../base/span.ts";
import type { Attribute, Block, Body, Expression, HclFault, HclTree, Label } from "./tree.ts";
import { addFault, advance, columnAtLineStart, createState, indentOfLine, isGivenUp, lineEnd, maxDepth, moveTo, placeInText, scan, spanOf, tokenSpan, tokenText } from "./parser-state.ts";
import type { ParserState } from "./parser-state.ts";
import { findInvalidTokens } from "./invalid-tokens.ts";
import { editsSince, type KeptItems, keptItems, nothingKept } from "./kept-items.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseQuoted } from "./parse-template.ts";

/**
 * Parses HCL native syntax. Never throws and takes linear time. A text without faults is read once; a broken one
 * twice: first as buildx would, for its messages, then guessing from indentation where things should have ended.
 * `fileName` is what buildx would call the file in messages that name a second place. With the tree from `before` an edit, the items
 * that stand in front of the edit are that tree's own objects; otherwise the tree is the same as without.
 */
export function parseHcl(text: string, fileName = "", before?: HclTree): HclTree {
  const kept = keptItems(text, before);
  const strict = parseFile(text, false, fileName, kept);
  const edits = kept.items.length > 0 ? editsSince(before) : 0;
  if (strict.faults.length === 0) return { language: "hcl", text, ...strict, strictFaults: [], edits };
  const tolerant = parseTolerant(text, fileName, kept, before);
  const invalid = findInvalidTokens(text);
  return { language: "hcl", text, ...tolerant, strictFaults: [...invalid, ...strict.faults], edits };
}

interface ParsedFile {
  readonly body: Body;
  readonly faults: HclFault[];
  readonly comments: Span[];
}

/**
 * Guessing looks at indentation, so that it may see a fault where the strict reading saw none. Items that were only read strictly are
 * read again; those that turn out the same stay the objects that they were.
 */
function parseTolerant(text: string, fileName: string, kept: KeptItems, before: HclTree | undefined): ParsedFile {
  if (before === undefined || before.faults.length > 0) return parseFile(text, true, fileName, kept);
  const parsed = parseFile(text, true, fileName, nothingKept);
  const end = parsed.faults[0]?.span.start ?? text.length;
  const items = parsed.body.items.map((item, index) => {
    const known = kept.items[index];
    return known !== undefined && item.span.end < end && known.span.start === item.span.start && known.span.end === item.span.end ? known : item;
  });
  return { ...parsed, body: { ...parsed.body, items } };
}

function parseFile(text: string, guess: boolean, fileName: string, kept: KeptItems): ParsedFile {
  const state = createState(text, guess);
  state.position = kept.end > 0 ? kept.end : text.charCodeAt(0) === 0xfeff ? 1 : 0;
  scan(state);
  const items = parseItems(state, undefined, fileName, kept.items);
  const comments = [...kept.comments, ...dropRepeats(state.comments)];
  state.faults.unshift(...encodingFault(text, comments));
  return {
    body: { kind: "body", items, span: { start: 0, end: text.length } },
    faults: guess ? dropFollowing(text, distinct(state.faults).sort((a, b) => a.span.start - b.span.start)) : distinct(state.faults),
    comments,
  };
}

/** Whoever decodes a file puts it in the place of what is no UTF-8; nobody writes it. */
const replaced = "\uFFFD";

/** The first byte outside of comments that is no UTF-8. */
function encodingFault(text: string, comments: readonly Span[]): HclFault[] {
  let index = 0;
  for (let start = text.indexOf(replaced); start >= 0; start = text.indexOf(replaced, start)) {
    while (index < comments.length && comments[index]!.end <= start) index++;
    const comment = comments[index];
    if (comment === undefined || start < comment.start) {
      const detail = "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.";
      return [{ code: "invalid-encoding", span: { start, end: start + 1 }, summary: "Invalid character encoding", detail, message: "This is no UTF-8, so that buildx refuses the file. Save it as UTF-8." }];
    }
    start = comment.end;
  }
  return [];
}

/** Tokens may be read twice, so that a fault or comment in them comes twice. */
function distinct(faults: readonly HclFault[]): HclFault[] {
  const seen = new Set<string>();
  return faults.filter(({ code, span }) => {
    const key = `${code} ${span.start}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

const causes = new Set(["unclosed-string", "unclosed-interpolation"]);
const consequences = new Set(["missing-comma", "missing-object-separator", "unclosed-list", "unclosed-call", "unclosed-object", "unclosed-parenthesis", "missing-newline"]);

/** Leaves out what a string without its end makes of the rest of its line. */
function dropFollowing(text: string, faults: readonly HclFault[]): HclFault[] {
  const lineOf = (fault: HclFault): number => text.lastIndexOf("\n", fault.span.start - 1);
  const broken = new Set(faults.filter((fault) => causes.has(fault.code)).map(lineOf));
  return broken.size === 0 ? [...faults] : faults.filter((fault) => !consequences.has(fault.code) || !broken.has(lineOf(fault)));
}

function dropRepeats(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  return sorted.filter((span, index) => span.start !== sorted[index - 1]?.start);
}

interface OpenBlock {
  readonly brace: number;
  readonly indent: number;
}

/** Reads attributes and blocks up to the end or the closing brace of `within`, which is left to the caller, behind those that are `kept`. */
function parseItems(state: ParserState, within: OpenBlock | undefined, fileName: string, kept: KeptItems["items"], oneLine = false): (Attribute | Block)[] {
  const items = [...kept];
  const names = new Map<string, Span>();
  for (const item of kept) if (item.kind === "attribute") names.set(item.name, item.nameSpan);
  for (;;) {
    if (isGivenUp(state)) moveTo(state, state.limit);
    if (state.kind === "newline") {
      advance(state);
    } else if (state.kind === "end") {
      return items;
    } else if (state.kind === "}") {
      if (within !== undefined) return items;
      addFault(state, "stray-brace", state.start, state.end, "Argument or block definition required",
        "An argument or block definition is required here.", "This `}` closes nothing.");
      advance(state);
    } else if (state.kind === "ident") {
      if (within !== undefined && state.guess && startsOuterBlock(state, within)) return items;
      const item = parseItem(state, fileName);
      if (item === undefined) continue;
      if (item.kind === "attribute") checkRepeat(state, item, names, fileName);
      items.push(item);
      if (oneLine && items.length === 1) checkOneLine(state, item);
      else if (item.kind === "attribute" && within !== undefined && (state.kind as string) === "}") {
        addFault(state, "missing-newline", state.start, state.end, "Missing newline after argument", "An argument definition must end with a newline.",
          "The `}` of a block of several lines stands on its own line.");
      }
    } else {
      skipJunk(state);
    }
  }
}

/** Whether a known top-level block begins here, no further in than the block that is still open. */
function startsOuterBlock(state: ParserState, within: OpenBlock): boolean {
  const column = columnAtLineStart(state, state.start);
  if (column === undefined || column > within.indent) return false;
  return /^(?:target|group|variable|function)[ \t]+["\w][^\n=]*\{/.test(state.text.slice(state.start, lineEnd(state.text, state.start, state.limit)));
}

function checkRepeat(state: ParserState, item: Attribute, names: Map<string, Span>, fileName: string): void {
  const first = names.get(item.name);
  if (first === undefined) {
    names.set(item.name, item.nameSpan);
    return;
  }
  const { line, column } = placeInText(state, first.start);
  addFault(state, "attribute-redefined", item.nameSpan.start, item.nameSpan.end, "Attribute redefined",
    `The argument "${item.name}" was already set at ${fileName}:${line},${column}-${column + item.name.length}. Each argument may be set only once.`,
    `\`${item.name}\` is set twice in this block; buildx takes only one.`);
}

function skipJunk(state: ParserState): void {
  const { start } = state;
  const end = Math.max(state.end, lineEnd(state.text, start, state.limit));
  const quoted = state.kind === "\"";
  addFault(state, "unexpected-text", start, end, quoted ? "Invalid argument name" : "Argument or block definition required",
    quoted ? "Argument names must not be quoted." : "An argument or block definition is required here.",
    quoted ? "A name before `=` is written without quotes." : "An attribute or a block is expected here.");
  moveTo(state, end);
}

function parseItem(state: ParserState, fileName: string): Attribute | Block | undefined {
  const name = tokenText(state);
  const nameSpan = tokenSpan(state);
  const { start, end } = state;
  advance(state);
  switch (state.kind) {
    case "=": return parseAttribute(state, name, nameSpan);
    case "{":
    case "\"":
    case "ident": return parseBlock(state, name, nameSpan, fileName);
    default: return parseHalfItem(state, name, nameSpan, start, end);
  }
}

/** A name alone, as while typing: kept as an attribute without a value, so that its name is known. */
function parseHalfItem(state: ParserState, name: string, nameSpan: Span, start: number, end: number): Attribute {
  const colon = state.kind === ":";
  addFault(state, "half-attribute", start, end, "Argument or block definition required",
    "An argument or block definition is required here. To set an argument, use the equals sign \"=\" to introduce the argument value.",
    colon ? `\`${name}\` is set with \`=\`, not \`:\`.` : `\`${name}\` needs \`=\` and a value, or a block's \`{\`.`);
  if (colon) {
    const attribute = parseAttribute(state, name, nameSpan);
    return attribute;
  }
  const stop = lineEnd(state.text, end, state.limit);
  if (state.kind !== "newline" && state.kind !== "end" && state.kind !== "}") moveTo(state, Math.max(stop, state.end));
  const at = spanOf(state, end, end);
  return { kind: "attribute", name, nameSpan, equalsSpan: undefined, value: { kind: "missing", span: at }, span: nameSpan };
}

function parseAttribute(state: ParserState, name: string, nameSpan: Span): Attribute {
  const equalsSpan = tokenSpan(state);
  state.tooDeep = false;
  advance(state);
  const value: Expression = parseExpression(state);
  const span = { start: nameSpan.start, end: Math.max(value.span.end, equalsSpan.end) };
  if (state.kind !== "newline" && state.kind !== "end" && state.kind !== "}") skipTrailing(state, value);
  return { kind: "attribute", name, nameSpan, equalsSpan, value, span };
}

function skipTrailing(state: ParserState, value: Expression): void {
  const stop = Math.max(state.end, lineEnd(state.text, state.start, state.limit));
  if (value.kind !== "missing" && !state.tooDeep) {
    const found = tokenText(state);
    addFault(state, "missing-newline", state.start, state.end, "Missing newline after argument", "An argument definition must end with a newline.",
      found === "," ? "No comma is written between attributes; each stands on its own line." : `The line should end here; \`${found}\` does not belong to the value.`);
  }
  if (!state.tooDeep) moveTo(state, stop);
  state.tooDeep = false;
}

function parseBlock(state: ParserState, type: string, typeSpan: Span, fileName: string): Block | Attribute {
  const labels: Label[] = [];
  while (state.kind === "\"" || state.kind === "ident") labels.push(parseLabel(state));
  if (state.kind !== "{") return parseBlockWithoutBrace(state, type, typeSpan, labels);
  const open = state.start;
  const openBrace = tokenSpan(state);
  if (state.depth >= maxDepth) return skipDeepBlock(state, type, typeSpan, labels, openBrace);
  state.depth++;
  const ignored = state.newlinesIgnored;
  state.newlinesIgnored = 0;
  advance(state);
  const oneLine = !["newline", "}", "end"].includes(state.kind);
  const bodyStart = openBrace.end;
  const items = parseItems(state, { brace: open, indent: indentOfLine(state.text, open) }, fileName, nothingKept.items, oneLine);
  const closed = (state.kind as string) === "}";
  const bodyEnd = closed ? state.start : state.position;
  const closeBrace = closed ? tokenSpan(state) : undefined;
  if (closed) advance(state);
  else reportUnclosedBlock(state, typeSpan, open);
  state.depth--;
  state.newlinesIgnored = ignored;
  if (closed) checkAfterBlock(state);
  return {
    kind: "block", type, typeSpan, labels, openBrace, closeBrace, body: { kind: "body", items, span: spanOf(state, bodyStart, bodyEnd) },
    span: { start: typeSpan.start, end: closeBrace?.end ?? spanOf(state, bodyEnd, bodyEnd).end },
  };
}

function reportUnclosedBlock(state: ParserState, typeSpan: Span, open: number): void {
  addFault(state, "unclosed-block", open, open + 1, "Unclosed configuration block",
    "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    `This block \`${state.text.slice(typeSpan.start, typeSpan.end)}\` has no \`}\`.`);
}

function parseLabel(state: ParserState): Label {
  if (state.kind === "ident") {
    const label: Label = { name: tokenText(state), quoted: false, span: tokenSpan(state) };
    advance(state);
    return label;
  }
  const template = parseQuoted(state);
  let name = "";
  for (const part of template.parts) {
    if (part.kind === "text") {
      name += part.value;
    } else {
      addFault(state, "template-in-label", part.span.start, part.span.end, "Invalid string literal", "Template sequences are not allowed in this string.",
        "A block's name must be plain text.");
      name += state.text.slice(part.span.start, part.span.end);
    }
  }
  return { name, quoted: true, span: template.span };
}

function parseBlockWithoutBrace(state: ParserState, type: string, typeSpan: Span, labels: readonly Label[]): Block {
  const quotedFirst = state.kind === "=";
  addFault(state, "missing-block-brace", state.start, state.end, "Invalid block definition",
    quotedFirst ? "The equals sign \"=\" indicates an argument definition, and must not be used when defining a block."
      : "Either a quoted string block label or an opening brace (\"{\") is expected here.",
    quotedFirst ? "A block is written without `=`." : "`{` is expected after the block's name.");
  const end = labels.at(-1)?.span.end ?? typeSpan.end;
  if (state.kind !== "newline" && state.kind !== "end") moveTo(state, Math.max(state.end, lineEnd(state.text, state.start, state.limit)));
  return {
    kind: "block", type, typeSpan, labels, openBrace: undefined, closeBrace: undefined, body: { kind: "body", items: [], span: { start: end, end } },
    span: { start: typeSpan.start, end },
  };
}

function skipDeepBlock(state: ParserState, type: string, typeSpan: Span, labels: readonly Label[], openBrace: Span): Block {
  addFault(state, "nesting-too-deep", state.start, state.end, "Nesting too deep", `Blocks may be nested ${maxDepth} levels deep at most.`);
  moveTo(state, state.limit);
  const at = { start: openBrace.end, end: openBrace.end };
  return { kind: "block", type, typeSpan, labels, openBrace, closeBrace: undefined, body: { kind: "body", items: [], span: at }, span: { start: typeSpan.start, end: openBrace.end } };
}

/** One line between braces may hold one attribute and nothing else. */
function checkOneLine(state: ParserState, first: Attribute | Block): void {
  if (first.kind === "block" && state.kind === "newline") advance(state);
  if (state.kind === "}") return;
  addFault(state, "one-line-block", state.start, state.end, "Invalid single-argument block definition",
    "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.",
    "A block that holds an attribute on its first line must end on that line.");
}

function checkAfterBlock(state: ParserState): void {
  if (state.kind === "newline" || state.kind === "end") return;
  if (state.kind === "}") return;
  addFault(state, "missing-newline", state.start, state.end, "Missing newline after block definition",
    "A block definition must end with a newline.", "The line should end after this block's `}`.");
}
