import type { Span } from "../../base/span.ts";
import type { Expression, TemplatePart } from "./tree.ts";
import { addFault, spanOf } from "./parser-state.ts";
import type { ParserState } from "./parser-state.ts";

interface Strips {
  readonly start: number;
  readonly end: number;
  readonly stripLeft: boolean;
  readonly stripRight: boolean;
}

/** Pieces of a template in the order of the text, before directives are nested. A heredoc's text is cut after each line break. */
export type FlatPart =
  | { readonly type: "text"; value: string; readonly start: number; readonly end: number }
  | ({ readonly type: "interpolation"; readonly expression: Expression } & Strips)
  | ({ readonly type: "if"; readonly expression: Expression } & Strips)
  | ({ readonly type: "for"; readonly names: readonly string[]; readonly expression: Expression } & Strips)
  | ({ readonly type: "else" | "endif" | "endfor" | "invalid" } & Strips);

/** Applies strip markers and the dedent of `<<-`, then nests what stands between directives. */
export function buildParts(state: ParserState, flat: FlatPart[], flush = false): TemplatePart[] {
  strip(flat);
  if (flush) dedent(flat);
  const cursor = { index: 0 };
  const parts = nest(state, flat, cursor, undefined);
  return parts;
}

function strip(flat: FlatPart[]): void {
  flat.forEach((part, index) => {
    if (part.type === "text") return;
    const before = flat[index - 1];
    const after = flat[index + 1];
    if (part.stripLeft && before?.type === "text") before.value = before.value.trimEnd();
    if (part.stripRight && after?.type === "text") after.value = after.value.trimStart();
  });
}

/** Removes the smallest indent of all lines; a line that begins with anything but text has none. */
function dedent(flat: readonly FlatPart[]): void {
  let least = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  const lines: Extract<FlatPart, { type: "text" }>[] = [];
  for (const part of flat) {
    if (atLineStart) {
      atLineStart = false;
      let indent = 0;
      if (part.type === "text") {
        const trimmed = part.value.trimStart();
        if (trimmed === "" && part.value.endsWith("\n")) {
          indent = Number.POSITIVE_INFINITY;
        } else {
          indent = part.value.length - trimmed.length;
          lines.push(part);
        }
      }
      least = Math.min(least, indent);
    }
    if (part.type === "text" && part.value.endsWith("\n")) atLineStart = true;
  }
  if (least > 0 && least < Number.POSITIVE_INFINITY) for (const line of lines) line.value = line.value.slice(least);
}

type Cursor = { index: number };
type Opener = Extract<FlatPart, { type: "if" | "for" }>;

function nest(state: ParserState, flat: readonly FlatPart[], cursor: Cursor, within: Opener | undefined): TemplatePart[] {
  const parts: TemplatePart[] = [];
  while (cursor.index < flat.length) {
    const part = flat[cursor.index]!;
    if (isEnd(part)) {
      if (within !== undefined && (part.type === "endfor") === (within.type === "for")) return parts;
      reportStray(state, part);
      cursor.index++;
      continue;
    }
    cursor.index++;
    const span = spanOf(state, part.start, part.end);
    if (part.type === "text") parts.push({ kind: "text", value: part.value, span });
    else if (part.type === "interpolation") parts.push({ kind: "interpolation", expression: part.expression, span });
    else if (part.type === "if") parts.push(nestIf(state, flat, cursor, part, span));
    else if (part.type === "for") parts.push(nestFor(state, flat, cursor, part, span));
  }
  if (within !== undefined && !state.tooDeep) {
    addFault(state, "unclosed-directive", within.start, within.end, "Unexpected end of template",
      `The ${within.type} directive at this position is missing its corresponding end${within.type} directive.`,
      `This \`%{ ${within.type} }\` has no \`%{ end${within.type} }\`.`);
  }
  return parts;
}

function isEnd(part: FlatPart): part is Extract<FlatPart, { type: "else" | "endif" | "endfor" | "invalid" }> {
  return part.type === "else" || part.type === "endif" || part.type === "endfor";
}

function reportStray(state: ParserState, part: FlatPart): void {
  addFault(state, "stray-directive", part.start, part.end, `Unexpected ${part.type} directive`,
    "The control directives within this template do not form a complete nesting.", `This \`%{ ${part.type} }\` closes nothing.`);
}

function nestIf(state: ParserState, flat: readonly FlatPart[], cursor: Cursor, opener: Extract<FlatPart, { type: "if" }>, span: Span): TemplatePart {
  const whenTrue = nest(state, flat, cursor, opener);
  let whenFalse: TemplatePart[] = [];
  if (flat[cursor.index]?.type === "else") {
    cursor.index++;
    whenFalse = nest(state, flat, cursor, opener);
  }
  const end = flat[cursor.index];
  if (end?.type === "else") reportStray(state, end);
  if (end !== undefined) cursor.index++;
  return { kind: "template-if", condition: opener.expression, whenTrue, whenFalse, span: end ? { start: span.start, end: spanOf(state, end.end, end.end).end } : span };
}

function nestFor(state: ParserState, flat: readonly FlatPart[], cursor: Cursor, opener: Extract<FlatPart, { type: "for" }>, span: Span): TemplatePart {
  const parts = nest(state, flat, cursor, opener);
  const end = flat[cursor.index];
  if (end !== undefined) cursor.index++;
  return {
    kind: "template-for", keyName: opener.names.length === 2 ? opener.names[0] : undefined, valueName: opener.names.at(-1) ?? "",
    collection: opener.expression, parts, span: end ? { start: span.start, end: spanOf(state, end.end, end.end).end } : span,
  };
}
