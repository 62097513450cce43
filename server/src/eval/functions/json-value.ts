import { formatNumber, parseDecimal } from "../number.ts";
import type { Value } from "../value.ts";
import { FunctionError } from "./call.ts";
import { boolValue, nullValue, numberValue, objectValue, stringValue, tupleValue } from "../value.ts";

const maxJsonDepth = 400;

/** Reads JSON with numbers of full precision, or says what is wrong. */
export function jsonToValue(text: string): Value | string {
  const reader = { text, at: 0, depth: 0 };
  const value = readValue(reader);
  if (typeof value === "string") return value;
  skipBlanks(reader);
  return reader.at < text.length ? "extraneous data after JSON object" : value;
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

function skipBlanks(reader: Reader): void {
  while (/[ \t\r\n]/.test(reader.text[reader.at] ?? "")) reader.at++;
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const wordPattern = /true|false|null/y;

function readValue(reader: Reader): Value | string {
  skipBlanks(reader);
  const char = reader.text[reader.at];
  if (char === undefined) return "EOF";
  if (char === "{" || char === "[") {
    if (reader.depth >= maxJsonDepth) return "exceeded max depth";
    reader.depth++;
    const value = char === "{" ? readObject(reader) : readArray(reader);
    reader.depth--;
    return value;
  }
  if (char === "\"") {
    const text = readString(reader);
    return text === undefined ? invalidCharacter(reader, "in string literal") : stringValue(text);
  }
  const word = match(reader, wordPattern);
  if (word !== undefined) return word === "null" ? nullValue : boolValue(word === "true");
  const digits = match(reader, numberPattern);
  const number = digits === undefined ? undefined : parseDecimal(digits);
  return number === undefined ? invalidCharacter(reader, "looking for beginning of value") : numberValue(number);
}

function invalidCharacter(reader: Reader, where: string): string {
  const char = reader.text[reader.at];
  return char === undefined ? "unexpected end of JSON input" : `invalid character '${char}' ${where}`;
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

function readString(reader: Reader): string | undefined {
  const found = match(reader, stringPattern);
  return found === undefined ? undefined : JSON.parse(found) as string;
}

function readArray(reader: Reader): Value | string {
  const items: Value[] = [];
  reader.at++;
  skipBlanks(reader);
  if (reader.text[reader.at] === "]") {
    reader.at++;
    return tupleValue(items);
  }
  for (;;) {
    const item = readValue(reader);
    if (typeof item === "string") return item;
    items.push(item);
    skipBlanks(reader);
    const char = reader.text[reader.at];
    if (char !== "," && char !== "]") return invalidCharacter(reader, "after array element");
    reader.at++;
    if (char === "]") return tupleValue(items);
  }
}

function readObject(reader: Reader): Value | string {
  const entries: [string, Value][] = [];
  reader.at++;
  skipBlanks(reader);
  if (reader.text[reader.at] === "}") {
    reader.at++;
    return objectValue(entries);
  }
  for (;;) {
    skipBlanks(reader);
    const key = readString(reader);
    if (key === undefined) return invalidCharacter(reader, "looking for beginning of object key string");
    skipBlanks(reader);
    if (reader.text[reader.at] !== ":") return invalidCharacter(reader, "after object key");
    reader.at++;
    const value = readValue(reader);
    if (typeof value === "string") return value;
    entries.push([key.normalize("NFC"), value]);
    skipBlanks(reader);
    const char = reader.text[reader.at];
    if (char !== "," && char !== "}") return invalidCharacter(reader, "after object key:value pair");
    reader.at++;
    if (char === "}") return objectValue(entries);
  }
}

/** Text as Go writes it into JSON: `<`, `>`, `&` and the line separators escaped. */
export function goJsonString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029\u007f\u0008\u000c]|\\[bf]/g, (char) => {
    if (char === "\u007f") return char;
    if (char === "\\b") return "\\b";
    if (char === "\\f") return "\\f";
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/**
 * A value as `jsonencode` writes it, without white space.
 * @throws FunctionError for an infinite number.
 */
export function valueToJson(value: Value): string {
  switch (value.kind) {
    case "string": return goJsonString(value.text);
    case "number":
      if (value.number.infinite) throw new FunctionError("cannot serialize infinity as JSON");
      return formatNumber(value.number);
    case "bool": return String(value.truth);
    case "null":
    case "unknown": return "null";
    case "list":
    case "set":
    case "tuple": return `[${value.items.map(valueToJson).join(",")}]`;
    case "map":
    case "object": return `{${[...value.entries].map(([key, entry]) => `${goJsonString(key)}:${valueToJson(entry)}`).join(",")}}`;
  }
}
