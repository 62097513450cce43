import { alongside } from "../../base/anchored-span.ts";
import type { Fault } from "../fault.ts";
import { DOUBLE_QUOTE, SINGLE_QUOTE, findSeparator, isSpace, skipSeparators } from "./characters.ts";
import { sourceSpan, wordAt } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { KeyValue } from "./tree.ts";

export interface ReadPairs {
  readonly pairs: readonly KeyValue[];
  readonly faults: readonly Fault[];
}

/** Indices into the logical text. */
interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The words of ENV, LABEL and ARG: quotes and escapes keep blanks together and stay in the words. */
export function readWords(text: string, from: number, to: number, escape: number): Piece[] {
  const words: Piece[] = [];
  let start = -1;
  let quote = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (start < 0) {
      if (isSpace(code)) continue;
      start = index;
    }
    if (quote === 0 && isSpace(code)) {
      words.push({ start, end: index });
      start = -1;
    } else if (code === escape && quote !== SINGLE_QUOTE) index++;
    else if (quote !== 0) quote = code === quote ? 0 : quote;
    else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) quote = code;
  }
  if (start < 0) return words;
  const end = endsInLoneEscape(text, start, to, escape, quote) ? to - 1 : to;
  if (end > start) words.push({ start, end });
  return words;
}

/** BuildKit drops an escape character that ends the line and escapes nothing. */
function endsInLoneEscape(text: string, start: number, to: number, escape: number, quote: number): boolean {
  if (quote === SINGLE_QUOTE) return false;
  let run = 0;
  while (to - run > start && text.charCodeAt(to - run - 1) === escape) run++;
  return run % 2 === 1;
}

/** ENV and LABEL. The first word decides: with an equals sign all words are pairs, without one the rest of the line is the value. */
export function readPairs(line: LogicalLine, keyword: string, from: number, to: number, escape: number): ReadPairs {
  const words = readWords(line.text, from, to, escape);
  const first = words[0];
  if (first === undefined) return { pairs: [], faults: [] };
  if (!line.text.slice(first.start, first.end).includes("=")) return readLegacyPair(line, keyword, from, to);
  const faults: Fault[] = [];
  const pairs: KeyValue[] = [];
  for (const word of words) {
    const pair = pairOf(line, word);
    if (pair.value === undefined) {
      const message = `\`${pair.key.text}\` has no value: ${keyword} pairs are written name=value. Quote values that hold blanks.`;
      faults.push({ code: "missing-equals", span: pair.span, message });
    } else if (pair.key.text === "") faults.push(blankName(keyword, pair, pairs.at(-1)));
    pairs.push(pair);
  }
  return { pairs, faults };
}

/** ARG, where a name may stand alone. */
export function readArguments(line: LogicalLine, from: number, to: number, escape: number): ReadPairs {
  const pairs = readWords(line.text, from, to, escape).map((word) => pairOf(line, word));
  return { pairs, faults: pairs.flatMap((pair, index) => (pair.key.text === "" ? [blankName("ARG", pair, pairs[index - 1])] : [])) };
}

/** Behind a word without a value the name is there, with a blank too many. */
function blankName(keyword: string, pair: KeyValue, previous: KeyValue | undefined): Fault {
  const isSpaced = previous !== undefined && previous.value === undefined;
  return { code: isSpaced ? "spaced-equals" : "blank-name", span: pair.span, message: `${keyword} needs a name in front of the equals sign.` };
}

function pairOf(line: LogicalLine, { start, end }: Piece): KeyValue {
  const equals = line.text.indexOf("=", start);
  const hasValue = equals >= 0 && equals < end;
  const span = sourceSpan(line, start, end);
  return {
    span,
    key: equals === start ? { span: alongside(span, span.start, span.start), text: "" } : wordAt(line, start, hasValue ? equals : end),
    value: hasValue ? wordAt(line, equals + 1, end) : undefined,
    isLegacy: false,
  };
}

function readLegacyPair(line: LogicalLine, keyword: string, from: number, to: number): ReadPairs {
  const keyEnd = findSeparator(line.text, from, to);
  const valueStart = skipSeparators(line.text, keyEnd, to);
  const hasValue = valueStart > keyEnd;
  const pair: KeyValue = {
    span: sourceSpan(line, from, to),
    key: wordAt(line, from, keyEnd),
    value: hasValue ? wordAt(line, valueStart, to) : undefined,
    isLegacy: true,
  };
  if (hasValue) return { pairs: [pair], faults: [] };
  const message = `${keyword} needs a value for ${pair.key.text}: write ${pair.key.text}=value.`;
  return { pairs: [pair], faults: [{ code: "missing-value", span: pair.span, message }] };
}
