import { OPENING_BRACKET, skipSpace } from "./characters.ts";
import { sourceSpan } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { JsonArray, JsonString } from "./tree.ts";

/** An array of strings, an array that holds something else, or nothing that is JSON. */
export type JsonReading = { readonly kind: "strings"; readonly array: JsonArray } | { readonly kind: "mixed" } | { readonly kind: "none" };

const none: JsonReading = { kind: "none" };

/** Reads the range as BuildKit's exec form: one JSON array and nothing behind it. */
export function readJsonArray(line: LogicalLine, from: number, to: number): JsonReading {
  const { text } = line;
  const start = skipSpace(text, from, to);
  if (text.charCodeAt(start) !== OPENING_BRACKET || start >= to) return none;
  const items = readStrings(line, start, to);
  if (items) return { kind: "strings", array: { span: sourceSpan(line, start, to), items } };
  if (text.charAt(to - 1) !== "]") return none;
  return isJson(text.slice(start, to)) ? { kind: "mixed" } : none;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readStrings(line: LogicalLine, start: number, to: number): JsonString[] | undefined {
  const { text } = line;
  const items: JsonString[] = [];
  let index = skipJsonBlanks(text, start + 1, to);
  if (text.charAt(index) === "]") return skipJsonBlanks(text, index + 1, to) === to ? items : undefined;
  while (index < to && text.charAt(index) === '"') {
    const end = stringEnd(text, index, to);
    if (end < 0) return undefined;
    const value = decode(text, index, end);
    if (value === undefined) return undefined;
    items.push({ span: sourceSpan(line, index, end), value });
    index = skipJsonBlanks(text, end, to);
    const separator = text.charAt(index);
    index = skipJsonBlanks(text, index + 1, to);
    if (separator === "]") return index === to ? items : undefined;
    if (separator !== ",") return undefined;
  }
  return undefined;
}

function skipJsonBlanks(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && (text.charAt(index) === " " || text.charAt(index) === "\t" || text.charAt(index) === "\r" || text.charAt(index) === "\n")) index++;
  return index;
}

/** The index behind the closing quote, or -1. */
function stringEnd(text: string, open: number, to: number): number {
  for (let index = open + 1; index < to; index++) {
    const character = text.charAt(index);
    if (character === '"') return index + 1;
    if (character === "\\") index++;
    else if (character < " ") return -1;
  }
  return -1;
}

/** Go replaces halves of surrogate pairs, which JavaScript would keep. */
function decode(text: string, start: number, end: number): string | undefined {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes("\\")) return inner;
  try {
    return (JSON.parse(text.slice(start, end)) as string).replace(/\p{Surrogate}/gu, "\ufffd");
  } catch {
    return undefined;
  }
}
