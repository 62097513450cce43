import { spend } from "../scope.ts";
import type { Value } from "../value.ts";
import { listValue, objectValue, stringType, stringValue } from "../value.ts";
import { text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { fromBase64, fromUtf8, toBase64, utf8 } from "./base64.ts";
import { FunctionError } from "./call.ts";
import { jsonToValue, valueToJson } from "./json-value.ts";

/** Records of a CSV text as Go reads them: quotes may span lines, empty lines do not count. */
export function readCsv(source: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let line = 1;
  const input = source.replaceAll("\r\n", "\n");
  while (at < input.length) {
    if (row.length === 0 && input[at] === "\n") {
      at++;
      line++;
      continue;
    }
    const field = input[at] === "\"" ? readQuotedField(input, at, line) : readPlainField(input, at, line);
    row.push(field.value);
    line += field.lines;
    at = field.end;
    if (input[at] === ",") {
      at++;
      if (at < input.length && input[at] !== "\n") continue;
      row.push("");
    }
    rows.push(row);
    row = [];
    at++;
    line++;
  }
  return rows;
}

function readPlainField(input: string, at: number, line: number): { value: string; end: number; lines: number } {
  let end = at;
  while (end < input.length && input[end] !== "," && input[end] !== "\n") end++;
  const value = input.slice(at, end);
  if (value.includes("\"")) throw new FunctionError(`parse error on line ${line}, column ${value.indexOf("\"") + 1}: bare " in non-quoted-field`);
  return { value, end, lines: 0 };
}

function readQuotedField(input: string, open: number, line: number): { value: string; end: number; lines: number } {
  let value = "";
  let at = open + 1;
  for (;;) {
    const quote = input.indexOf("\"", at);
    if (quote < 0) throw new FunctionError(`parse error on line ${line}: extraneous or missing " in quoted-field`);
    value += input.slice(at, quote);
    at = quote + 1;
    if (input[at] === "\"") {
      value += "\"";
      at++;
    } else if (at >= input.length || input[at] === "," || input[at] === "\n") {
      return { value, end: at, lines: value.split("\n").length - 1 };
    } else {
      throw new FunctionError(`parse error on line ${line}: extraneous or missing " in quoted-field`);
    }
  }
}

const csvDecode: Implementation = (args, { budget }) => {
  const source = text(args, 0);
  spend(budget, source.length >> 3);
  const [header, ...rows] = readCsv(source);
  if (header === undefined) throw new FunctionError("missing header line", 0);
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) throw new FunctionError(`duplicate column name ${JSON.stringify(repeated)}`, 0);
  const objects = rows.map((row): Value => {
    if (row.length !== header.length) throw new FunctionError("wrong number of fields", 0);
    return objectValue(header.map((name, index) => [name, stringValue(row[index]!)]));
  });
  return listValue({ kind: "object", attributes: new Map(header.map((name) => [name, stringType])) }, objects);
};

function urlEncode(value: string): string {
  let result = "";
  for (const byte of utf8(value)) {
    const char = String.fromCharCode(byte);
    result += /[A-Za-z0-9_.~-]/.test(char) ? char : char === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return result;
}

const noBytes: Implementation = () => {
  throw new FunctionError("bytes required", 0);
};

export const encodingFunctions: Readonly<Record<string, Implementation>> = {
  base64decode: (args) => {
    const bytes = fromBase64(text(args, 0));
    if (bytes === undefined) throw new FunctionError("failed to decode base64 data");
    const decoded = fromUtf8(bytes);
    if (decoded === undefined) throw new FunctionError("the result of decoding the provided string is not valid UTF-8");
    return stringValue(decoded);
  },
  base64encode: (args) => stringValue(toBase64(utf8(text(args, 0)))),
  byteslen: noBytes,
  bytesslice: noBytes,
  csvdecode: csvDecode,
  jsondecode: (args) => {
    const value = jsonToValue(text(args, 0));
    if (typeof value === "string") throw new FunctionError(value, 0);
    return value;
  },
  jsonencode: (args) => stringValue(valueToJson(args[0]!)),
  urlencode: (args) => stringValue(urlEncode(text(args, 0))),
};
