import type { Lookup } from "./compose-input.ts";
import { substitute } from "./substitute.ts";

/** What is wrong with an environment file, in the words of Compose. */
export class DotenvError extends Error {}

/** Longer files are cut: the text is read, never run, and nobody keeps as much in one. */
const maximumLength = 1_000_000;

export interface Dotenv {
  readonly values: ReadonlyMap<string, string>;
  /** Why the file is not read to its end. */
  readonly fault: DotenvError | undefined;
}

/**
 * Reads an environment file as Compose does: `NAME=value`, `export NAME=value`, quotes, comments, `$` references to what
 * `lookup` or earlier lines say; a bare `NAME` is taken over from `lookup`. Stops at the first fault.
 */
export function readDotenv(source: string, lookup: Lookup): Dotenv {
  const reader: Reader = { text: source.slice(0, maximumLength), at: source.startsWith("\uFEFF") ? 1 : 0, values: new Map(), lookup };
  try {
    while (skipToStatement(reader)) readStatement(reader);
  } catch (error) {
    if (!(error instanceof DotenvError)) throw error;
    return { values: reader.values, fault: error };
  }
  return { values: reader.values, fault: undefined };
}

/** The same for files that do not count at all when something is wrong with them. Throws a DotenvError. */
export function parseDotenv(source: string, lookup: Lookup): ReadonlyMap<string, string> {
  const { values, fault } = readDotenv(source, lookup);
  if (fault !== undefined) throw fault;
  return values;
}

interface Reader {
  readonly text: string;
  at: number;
  readonly values: Map<string, string>;
  readonly lookup: Lookup;
}

const space = /[\t\v\f\r \u0085\u00A0]/;

/** Skips blank lines and comments; false at the end. */
function skipToStatement(reader: Reader): boolean {
  const { text } = reader;
  for (;;) {
    while (reader.at < text.length && /\s/.test(text[reader.at]!)) reader.at++;
    if (reader.at >= text.length) return false;
    if (text[reader.at] !== "#") return true;
    const newline = text.indexOf("\n", reader.at);
    reader.at = newline < 0 ? text.length : newline;
  }
}

function lineOf(reader: Reader): number {
  return reader.text.slice(0, reader.at).split("\n").length;
}

function readStatement(reader: Reader): void {
  const { text } = reader;
  const exported = /^export\s+/.exec(text.slice(reader.at, reader.at + 200));
  if (exported !== null) {
    reader.at += "export".length;
    skipSpaces(reader);
  }
  const { name, isBare } = readName(reader);
  if (name.includes(" ")) throw new DotenvError(`line ${lineOf(reader)}: key cannot contain a space`);
  if (!isBare) {
    reader.values.set(name, readValue(reader));
    return;
  }
  const inherited = reader.lookup(name);
  if (inherited !== undefined) reader.values.set(name, inherited);
}

function skipSpaces(reader: Reader): void {
  while (reader.at < reader.text.length && space.test(reader.text[reader.at]!)) reader.at++;
}

function readName(reader: Reader): { readonly name: string; readonly isBare: boolean } {
  const { text } = reader;
  for (let at = reader.at; at < text.length; at++) {
    const char = text[at]!;
    if (space.test(char) || /[_.[\]-]/.test(char) || /[\p{L}\p{N}]/u.test(char)) continue;
    if (char !== "=" && char !== ":" && char !== "\n") {
      const line = text.slice(reader.at).split("\n", 1)[0]!;
      throw new DotenvError(`line ${lineOf(reader)}: unexpected character ${JSON.stringify(char)} in variable name ${JSON.stringify(line)}`);
    }
    const name = text.slice(reader.at, at).trimEnd();
    reader.at = at + 1;
    skipSpaces(reader);
    return { name, isBare: char === "\n" };
  }
  if (reader.at >= text.length) throw new DotenvError("zero length string");
  // A last line without a line break and without a value names nothing; its text is then read as a value.
  return { name: "", isBare: false };
}

function readValue(reader: Reader): string {
  const quote = reader.text[reader.at];
  if (quote === "\"" || quote === "'") return readQuoted(reader, quote);
  const newline = reader.text.indexOf("\n", reader.at);
  const end = newline < 0 ? reader.text.length : newline;
  const value = reader.text.slice(reader.at, end).split(" #", 1)[0]!.trimEnd();
  reader.at = Math.min(end + 1, reader.text.length);
  return expand(reader, value);
}

function readQuoted(reader: Reader, quote: string): string {
  const { text } = reader;
  let value = "";
  for (let at = reader.at + 1; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") {
      const next = text[at + 1];
      if (next === undefined) break;
      value += next === quote ? quote : char + next;
      at++;
    } else if (char === quote) {
      reader.at = at + 1;
      return quote === "\"" ? expand(reader, expandEscapes(value)) : value;
    } else {
      value += char;
    }
  }
  throw new DotenvError(`line ${lineOf(reader)}: unterminated quoted value ${text.slice(reader.at).split("\n", 1)[0]}`);
}

const escapes: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", "\"": "\"", $: "$$" };

function expandEscapes(text: string): string {
  return text.replace(/\\([abcfnrtv$"\\]|0\d{0,3})/g, (whole, name: string) => {
    if (!name.startsWith("0")) return escapes[name] ?? whole;
    const digits = name.slice(1);
    return /^[0-3][0-7]{2}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 8)) : whole.replace("\\0", "\\");
  });
}

function expand(reader: Reader, value: string): string {
  const result = substitute(value, (name) => reader.lookup(name) ?? reader.values.get(name));
  if (!("kind" in result)) return result.text;
  throw new DotenvError(result.kind === "invalid" ? `Invalid template: ${JSON.stringify(result.template)}` : `required variable ${result.name} is missing a value${result.reason === "" ? "" : `: ${result.reason}`}`);
}
