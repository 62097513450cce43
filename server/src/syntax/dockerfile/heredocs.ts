import { alongside } from "../../base/anchored-span.ts";
import type { Span } from "../../base/span.ts";
import type { Fault } from "../fault.ts";
import { TAB } from "./characters.ts";
import { contentEnd, lineBreakAfter, sourceSpan } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import { lex } from "./shell-lexer.ts";
import { substitute } from "./substitution.ts";
import type { CopyInstruction, Heredoc, Word } from "./tree.ts";

/** `<<EOF` with what it says, before the body has been found. */
export interface HeredocOperator {
  readonly span: Span;
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  readonly fileDescriptor: number | undefined;
}

const unset = (): undefined => undefined;

/**
 * The heredoc operators among a line's words. BuildKit lexes them with a backslash as escape whatever the directive says,
 * and finds none at all in a line whose quotes or braces do not close.
 */
export function heredocOperators(line: LogicalLine): HeredocOperator[] {
  if (!line.text.includes("<<")) return [];
  const options = { escape: "\\", lookup: unset, keepsQuotes: true, keepsEscapes: true, keepsUnset: true };
  const operators: HeredocOperator[] = [];
  for (const word of lex(line.text, options, substitute).words) {
    const parsed = word.text.includes("<<") ? parseOperator(word.text) : undefined;
    if (parsed) operators.push({ ...parsed, span: sourceSpan(line, word.start, word.end) });
  }
  return operators;
}

/** What `<<EOF` and its variants say; undefined when the word is no heredoc operator. */
export function parseOperator(word: string): Omit<HeredocOperator, "span"> | undefined {
  const match = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word);
  if (!match || match[3] === "") return undefined;
  const written = match[3]!;
  const plain = lex(written, { escape: "\\", lookup: unset, keepsUnset: true }, substitute).words;
  if (plain.length !== 1) return undefined;
  const raw = lex(written, { escape: "\\", lookup: unset, keepsUnset: true, keepsQuotes: true }, substitute).words;
  if (raw.length !== 1) return undefined;
  const delimiter = plain[0]!.text;
  return {
    delimiter,
    isQuoted: countQuotes(delimiter) !== countQuotes(raw[0]!.text),
    stripsTabs: match[2] === "-",
    fileDescriptor: match[1] === "" ? undefined : Number(match[1]),
  };
}

function countQuotes(text: string): number {
  return text.split(/['"]/).length - 1;
}

/** The heredocs of one line with the offset behind the last one's line. */
export interface ReadHeredocs {
  readonly heredocs: readonly Heredoc[];
  readonly next: number;
  readonly fault: Fault | undefined;
}

/** Reads the bodies from `position`, the start of the line behind the instruction's head. */
export function readHeredocs(text: string, operators: readonly HeredocOperator[], position: number): ReadHeredocs {
  const heredocs: Heredoc[] = [];
  let next = Math.min(position, text.length);
  let fault: Fault | undefined;
  for (const operator of operators) {
    const body = readBody(text, operator, next);
    heredocs.push({ ...operator, body: body.span, terminator: body.terminator });
    next = body.next;
    if (body.terminator === undefined && fault === undefined) {
      const message = `The heredoc is not finished: no line holds only \`${operator.delimiter}\`.`;
      fault = { code: "unfinished-heredoc", span: operator.span, message };
    }
  }
  return { heredocs, next, fault };
}

function readBody(text: string, operator: HeredocOperator, start: number): { span: Span; terminator: Span | undefined; next: number } {
  const { delimiter, stripsTabs } = operator;
  let lineStart = start;
  while (lineStart < text.length) {
    const lineBreak = lineBreakAfter(text, lineStart, text.length);
    let first = lineStart;
    if (stripsTabs) while (text.charCodeAt(first) === TAB) first++;
    if (text.startsWith(delimiter, first) && first + delimiter.length === contentEnd(text, first, lineBreak)) {
      const terminator = alongside(operator.span, first, first + delimiter.length);
      return { span: alongside(operator.span, start, lineStart), terminator, next: Math.min(text.length, lineBreak + 1) };
    }
    lineStart = lineBreak + 1;
  }
  return { span: alongside(operator.span, start, text.length), terminator: undefined, next: text.length };
}

/** Sources and destination of COPY and ADD without the operators of heredocs. Both lists are in order, so one pass leaves those out. */
export function pathsOf({ sources, destination, heredocs }: CopyInstruction): readonly Word[] {
  const paths = destination ? [...sources, destination] : sources;
  let next = 0;
  return paths.filter(({ span }) => {
    while (next < heredocs.length && heredocs[next]!.span.end < span.end) next++;
    const operator = heredocs[next];
    return operator === undefined || operator.span.start > span.start;
  });
}
