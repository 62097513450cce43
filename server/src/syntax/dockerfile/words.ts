import { alongside, anchorOf } from "../../base/anchored-span.ts";
import type { Span } from "../../base/span.ts";
import type { Fault } from "../fault.ts";
import { readLogicalLine, sourceOf, sourceSpan } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import { lex } from "./shell-lexer.ts";
import type { LexFault, LexedReference, Operator } from "./shell-lexer.ts";
import { substitute } from "./substitution.ts";
import type { Heredoc, Word } from "./tree.ts";

/** One use of a variable, `$name` or `${name…}`. All spans are offsets into the file. */
export interface VariableReference {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly operator?: Operator;
  /** What stands behind the operator: a default, a message, a pattern. */
  readonly argumentSpan?: Span;
}

/** Variables with what keeps the word from being read; references behind a fault are not found. */
export interface ReadVariables {
  readonly references: readonly VariableReference[];
  readonly fault: Fault | undefined;
}

type Escape = "\\" | "`";

/** The variables in a word as the build replaces them, nested ones included, in the order in which they begin. */
export function variablesOf(text: string, place: Word | Span, escape: Escape): VariableReference[] {
  return [...readVariables(text, place, escape).references];
}

export function readVariables(text: string, place: Word | Span, escape: Escape): ReadVariables {
  const line = "span" in place ? lineOfWord(text, place, escape) : lineOfSpan(text, place, escape);
  return referencesIn(line, escape, false);
}

/** The variables in the body of a heredoc of COPY or ADD. A quoted delimiter keeps the body as it is. */
export function heredocVariables(text: string, heredoc: Heredoc): ReadVariables {
  if (heredoc.isQuoted) return { references: [], fault: undefined };
  const { start, end } = heredoc.body;
  return referencesIn({ text: text.slice(start, end), starts: [0], sources: [start], anchor: anchorOf(heredoc.body) }, "\\", true);
}

function referencesIn(line: LogicalLine, escape: Escape, ignoresQuotes: boolean): ReadVariables {
  if (!/[$'"\\`]/.test(line.text)) return { references: [], fault: undefined };
  const references: VariableReference[] = [];
  const onReference = (found: LexedReference): void => void references.push(referenceAt(line, found));
  const { fault } = lex(line.text, { escape, lookup: () => "", ignoresQuotes, onReference }, substitute);
  references.sort((a, b) => a.span.start - b.span.start);
  return { references, fault: fault && faultAt(line, fault) };
}

function faultAt(line: LogicalLine, { code, message, start, end }: LexFault): Fault | undefined {
  return code === "required-variable" ? undefined : { code, message, span: sourceSpan(line, start, end) };
}

function referenceAt(line: LogicalLine, found: LexedReference): VariableReference {
  const { start, end, name, nameStart, operator, argumentStart } = found;
  const base = {
    span: sourceSpan(line, start, end),
    name,
    nameSpan: sourceSpan(line, nameStart, nameStart + name.length),
  };
  if (operator === undefined) return base;
  const argumentEnd = Math.max(argumentStart, end - 1);
  const argumentSpan = argumentStart < argumentEnd
    ? sourceSpan(line, argumentStart, argumentEnd)
    : alongside(base.span, sourceOf(line, argumentEnd), sourceOf(line, argumentEnd));
  return { ...base, operator, argumentSpan };
}

function lineOfSpan(text: string, span: Span, escape: Escape): LogicalLine {
  return readLogicalLine(text, span.start, span.end, escape.charCodeAt(0), anchorOf(span), undefined);
}

/** The word's text with where each part stands: behind line continuations, or decoded from a JSON string. */
export function lineOfWord(text: string, word: Word, escape: Escape): LogicalLine {
  const { start, end } = word.span;
  if (word.text.length === end - start) return { text: word.text, starts: [0], sources: [start], anchor: anchorOf(word.span) };
  const line = lineOfSpan(text, word.span, escape);
  return line.text === word.text ? line : decodedLine(line, word.text);
}

/** Maps each character of a decoded JSON string to the escape that it was written as. */
function decodedLine(line: LogicalLine, decoded: string): LogicalLine {
  const starts: number[] = [];
  const sources: number[] = [];
  let index = 0;
  for (let at = 0; at < decoded.length; at++) {
    starts.push(at);
    sources.push(sourceOf(line, Math.min(index, line.text.length - 1)));
    if (line.text.charAt(index) !== "\\") index++;
    else index += line.text.charAt(index + 1) === "u" ? 6 : 2;
  }
  return { text: decoded, starts: starts.length > 0 ? starts : [0], sources: sources.length > 0 ? sources : [line.sources[0]!], anchor: line.anchor };
}

export interface Expansion {
  /** Empty when there is a fault. */
  readonly value: string;
  /** Names that `lookup` did not know, in the order of their first use; they count as empty. */
  readonly unresolved: string[];
  readonly fault?: { readonly code: string; readonly message: string };
}

/**
 * Replaces variables and removes quotes and escapes in a word's text, as the build does. `lookup` gives undefined for a
 * name that is not set.
 */
export function expandWord(word: string, lookup: (name: string) => string | undefined, escape: Escape): Expansion {
  if (!/[$'"\\`]/.test(word)) return { value: word, unresolved: [] };
  const unresolved = new Set<string>();
  const look = (name: string): string | undefined => {
    const value = lookup(name);
    if (value === undefined) unresolved.add(name);
    return value;
  };
  const { value, fault } = lex(word, { escape, lookup: look }, substitute);
  const base = { value, unresolved: [...unresolved] };
  return fault ? { ...base, fault: { code: fault.code, message: fault.message } } : base;
}
