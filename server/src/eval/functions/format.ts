import { decimalDigits, isInteger, roundDigits, shortestDigits, truncate } from "../number.ts";
import type { BigFloat } from "../number.ts";
import { ConversionError, convert } from "../convert.ts";
import { spend } from "../scope.ts";
import type { Type, Value } from "../value.ts";
import { boolType, listValue, numberType, stringType, stringValue } from "../value.ts";
import { text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";
import { valueToJson } from "./json-value.ts";
import { graphemes } from "./strings.ts";

interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly argument: number;
  readonly mode: string;
  readonly raw: string;
}

const verbPattern = /%(?:%|([ #+0-]*)([0-9]*)(?:\.([0-9]*))?(?:\[([0-9]+)\])?([a-zA-Z])?)/g;
const maxWidth = 100_000;

/** Formats as Go's `fmt` does, one verb after another. */
function formatText(template: string, args: readonly Value[]): string {
  let next = 0;
  let highest = -1;
  let last = 0;
  let result = "";
  for (const match of template.matchAll(verbPattern)) {
    result += template.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[0] === "%%") {
      result += "%";
      continue;
    }
    const verb = readVerb(match, next);
    next = verb.argument + 1;
    highest = Math.max(highest, verb.argument);
    const argument = args[verb.argument];
    if (argument === undefined) throw new FunctionError(`not enough arguments for "${verb.raw}" at ${match.index}: need index ${verb.argument + 1} but have ${args.length} total`);
    result += formatVerb(verb, argument, match.index);
  }
  if (highest + 1 < args.length && !/\[[0-9]+\]/.test(template)) throw new FunctionError(`too many arguments; no verbs in format string`);
  if (highest + 1 < args.length) throw new FunctionError(`too many arguments; only ${highest + 1} used by format string`);
  return result + template.slice(last);
}

function readVerb(match: RegExpMatchArray, next: number): Verb {
  const [raw, flags = "", width = "", precision, index, mode] = match;
  if (mode === undefined) throw new FunctionError(`unterminated verb at end of string or unrecognized format character at ${match.index}`, 0);
  if (!/[vtbdoxXeEfFgGsq]/.test(mode)) throw new FunctionError(`unsupported format verb ${JSON.stringify(mode)} at offset ${match.index! + raw.length - 1}`, 0);
  if (Number(width) > maxWidth || Number(precision ?? "0") > maxWidth) throw new FunctionError("the width is too large", 0);
  const argument = index === undefined ? next : Number(index) - 1;
  if (argument < 0) throw new FunctionError(`unrecognized argument index at offset ${match.index}`, 0);
  return { flags, width: width === "" ? undefined : Number(width), precision: precision === undefined ? undefined : Number(precision), argument, mode, raw };
}

function formatVerb(verb: Verb, argument: Value, offset: number): string {
  const { mode } = verb;
  if (mode === "v") return formatAsIs(verb, argument);
  const wanted: Type = mode === "t" ? boolType : mode === "s" || mode === "q" ? stringType : numberType;
  if (argument.kind === "null") throw new FunctionError(`unsupported value for "${verb.raw}" at ${offset}: null value cannot be formatted`, verb.argument + 1);
  const value = convert(argument, wanted);
  if (value instanceof ConversionError) throw new FunctionError(`unsupported value for "${verb.raw}" at ${offset}: ${value.message}`, verb.argument + 1);
  if (value.kind === "bool") return pad(verb, String(value.truth));
  if (value.kind === "number") {
    if ("bdoxX".includes(mode) && !isInteger(value.number)) throw new FunctionError(`unsupported value for "${verb.raw}" at ${offset}: an integer is required`, verb.argument + 1);
    return formatNumberVerb(verb, value.number);
  }
  const given = value.kind === "string" ? value.text : "";
  const cut = verb.precision === undefined ? given : graphemes(given).slice(0, verb.precision).join("");
  return pad(verb, mode === "q" ? goQuote(cut) : cut);
}

function formatAsIs(verb: Verb, argument: Value): string {
  if (!verb.flags.includes("#")) {
    if (argument.kind === "string") return pad(verb, argument.text);
    if (argument.kind === "number") return pad(verb, (argument.number.negative ? "-" : "") + general(argument.number, undefined, "g"));
  }
  return pad(verb, valueToJson(argument));
}

/** Pads with spaces, or zeros where the flag asks for them, to the width in graphemes. */
function pad(verb: Verb, body: string): string {
  const missing = (verb.width ?? 0) - graphemes(body).length;
  if (missing <= 0) return body;
  if (verb.flags.includes("-")) return body + " ".repeat(missing);
  return (verb.flags.includes("0") ? "0" : " ").repeat(missing) + body;
}

function goQuote(value: string): string {
  const simple: Readonly<Record<string, string>> = { "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u0007": "\\a", "\b": "\\b", "\f": "\\f", "\v": "\\v" };
  let result = "\"";
  for (const char of value) {
    const code = char.codePointAt(0)!;
    if (simple[char] !== undefined) result += simple[char];
    else if (code < 32 || code === 127) result += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code > 127 && !/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)) result += code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
    else result += char;
  }
  return `${result}"`;
}

function formatNumberVerb(verb: Verb, value: BigFloat): string {
  const integral = "bdoxX".includes(verb.mode);
  const body = value.infinite ? "Inf" : integral ? formatInteger(verb, value) : formatFloat(verb, value);
  const sign = value.negative && (!integral || truncate(value) !== 0n) ? "-" : verb.flags.includes("+") || value.infinite && verb.flags.includes("+") ? "+" : verb.flags.includes(" ") ? " " : "";
  const whole = value.infinite && sign === "" ? "+Inf" : sign + body;
  const missing = (verb.width ?? 0) - whole.length;
  if (missing <= 0) return whole;
  if (verb.flags.includes("-")) return whole + " ".repeat(missing);
  const zeros = verb.flags.includes("0") && !value.infinite && !(integral && verb.precision !== undefined);
  return zeros ? sign + "0".repeat(missing) + body : " ".repeat(missing) + whole;
}

function formatInteger(verb: Verb, value: BigFloat): string {
  const whole = truncate(value);
  const magnitude = whole < 0n ? -whole : whole;
  const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };
  let digits = magnitude.toString(bases[verb.mode] ?? 10);
  if (verb.mode === "X") digits = digits.toUpperCase();
  if (verb.precision !== undefined) digits = verb.precision === 0 && magnitude === 0n ? "" : digits.padStart(verb.precision, "0");
  const prefixes: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };
  return verb.flags.includes("#") ? (prefixes[verb.mode] ?? "") + digits : digits;
}

function formatFloat(verb: Verb, value: BigFloat): string {
  switch (verb.mode) {
    case "e":
    case "E": return exponential(value, verb.precision ?? 6, verb.mode);
    case "f":
    case "F": return fixed(value, verb.precision ?? 6);
    default: return general(value, verb.precision, verb.mode);
  }
}

function fixed(value: BigFloat, precision: number): string {
  const exact = decimalDigits(value);
  const { digits, point } = roundDigits(exact.digits, exact.point, exact.point + precision);
  return plain(digits, point, precision);
}

function plain(digits: string, point: number, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  const fraction = point >= 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  return precision > 0 ? `${whole}.${fraction.slice(0, precision).padEnd(precision, "0")}` : whole;
}

function exponential(value: BigFloat, precision: number, letter: string): string {
  const exact = decimalDigits(value);
  return scientific(roundDigits(exact.digits, exact.point, precision + 1), precision, letter);
}

function scientific({ digits, point }: { digits: string; point: number }, precision: number, letter: string): string {
  const shown = (digits === "" ? "0" : digits).padEnd(precision + 1, "0");
  const exponent = digits === "" ? 0 : point - 1;
  return `${shown[0]}${precision > 0 ? `.${shown.slice(1, precision + 1)}` : ""}${letter}${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** `%g`: exponents only for very small and large numbers; the shortest digits when no precision is given. */
function general(value: BigFloat, precision: number | undefined, letter: string): string {
  if (value.infinite) return "Inf";
  let wanted = precision === 0 ? 1 : precision;
  const exact = decimalDigits(value);
  const rounded = wanted === undefined ? shortestDigits(value) : roundDigits(exact.digits, exact.point, wanted);
  const { digits, point } = rounded;
  wanted ??= digits.length;
  let threshold = wanted;
  if (threshold > digits.length && digits.length >= point) threshold = digits.length;
  if (precision === undefined) threshold = 6;
  const exponent = point - 1;
  if (digits !== "" && (exponent < -4 || exponent >= threshold)) return scientific(rounded, Math.min(wanted, digits.length) - 1, letter === "G" ? "E" : "e");
  return plain(digits, point, Math.max((wanted > point ? digits.length : wanted) - point, 0));
}

const formatList: Implementation = (args, { budget }) => {
  const template = text(args, 0);
  const rest = args.slice(1);
  let length: number | undefined;
  for (const [index, arg] of rest.entries()) {
    if (arg.kind !== "list" && arg.kind !== "tuple" && arg.kind !== "set") continue;
    if (length !== undefined && length !== arg.items.length) {
      throw new FunctionError(`argument ${index + 1} has length ${arg.items.length}, which is inconsistent with argument 1 of length ${length}`, index + 1);
    }
    length = arg.items.length;
  }
  const count = length ?? 1;
  spend(budget, count);
  const lines: Value[] = [];
  for (let at = 0; at < count; at++) {
    const row = rest.map((arg) => (arg.kind === "list" || arg.kind === "tuple" || arg.kind === "set" ? arg.items[at]! : arg));
    lines.push(stringValue(formatText(template, row)));
  }
  return listValue(stringType, lines);
};

export const formatFunctions: Readonly<Record<string, Implementation>> = {
  format: (args) => stringValue(formatText(text(args, 0), args.slice(1))),
  formatlist: formatList,
};
