import { DASH, DOUBLE_QUOTE, EQUALS, SINGLE_QUOTE, isSpace, skipSpace } from "./characters.ts";
import { sourceSpan, wordAt } from "./logical-line.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { Flag } from "./tree.ts";

/** The flags in front of an instruction's arguments, and the index where the arguments begin. */
export interface ReadFlags {
  readonly flags: readonly Flag[];
  readonly rest: number;
}

const noFlags: readonly Flag[] = [];

/** Reads words that begin with two dashes until one does not. A bare `--` ends the flags and belongs to nothing. */
export function readFlags(line: LogicalLine, from: number, to: number, escape: number): ReadFlags {
  const { text } = line;
  let index = skipSpace(text, from, to);
  if (!startsFlag(text, index, to)) return { flags: noFlags, rest: index };
  const flags: Flag[] = [];
  while (startsFlag(text, index, to)) {
    const word = readFlagWord(text, index, to, escape);
    const start = index;
    index = skipSpace(text, word.end, to);
    if (word.plain === "--") break;
    flags.push(flagOf(line, start, word.end, word.plain));
  }
  return { flags, rest: index };
}

function startsFlag(text: string, index: number, to: number): boolean {
  return index + 1 < to && text.charCodeAt(index) === DASH && text.charCodeAt(index + 1) === DASH;
}

/** The word's end and its text without quotes and escapes, which act in double and single quotes alike. */
function readFlagWord(text: string, start: number, to: number, escape: number): { end: number; plain: string } {
  let plain = "";
  let copied = start;
  let quote = 0;
  let index = start;
  for (; index < to; index++) {
    const code = text.charCodeAt(index);
    if (quote === 0 && isSpace(code)) break;
    const opens = quote === 0 && (code === DOUBLE_QUOTE || code === SINGLE_QUOTE);
    if (!opens && code !== quote && code !== escape) continue;
    plain += text.slice(copied, index);
    copied = index + 1;
    if (code === escape) {
      index++;
      if (index >= to) break;
    } else quote = opens ? code : 0;
  }
  const end = Math.min(index, to);
  return { end, plain: copied < end ? plain + text.slice(copied, end) : plain };
}

function flagOf(line: LogicalLine, start: number, end: number, plain: string): Flag {
  const { text } = line;
  let equals = start + 2;
  while (equals < end && text.charCodeAt(equals) !== EQUALS) equals++;
  const plainEquals = plain.indexOf("=");
  const hasValue = equals < end;
  return {
    span: sourceSpan(line, start, end),
    name: plain.slice(2, plainEquals < 0 ? undefined : plainEquals),
    nameSpan: sourceSpan(line, start + 2, equals),
    value: hasValue ? wordAt(line, equals + 1, end) : undefined,
    plainValue: hasValue && plainEquals >= 0 ? plain.slice(plainEquals + 1) : undefined,
  };
}
