import { bakeFunctions } from "../../../server/src/data/bake-functions.ts";
import type { BakeRequest } from "./buildx.ts";
import type { Random } from "./random.ts";

const strings = [
  "", "a", "hello world", "Hello, World", "a,b,c", "  x  ", "1", "12", "-3.5", "true", "false", "0x1f", "ünïcödé", "日本", "e\\u0301a", "👩‍👩‍👧", "a\\nb\\n", "/usr/local/bin/", "a/b.txt", "..",
  "10.0.0.0/8", "192.168.1.0/24", "fd00::/48", "2020-02-29T12:34:56Z", "2021-12-31T23:59:59+02:30", "1h30m", "YYYY-MM-DD'T'hh:mm:ssZ", "EEE, D MMM YY H:mm AA",
  "aGVsbG8=", "{\\\"a\\\":[1,2,{\\\"b\\\":null}]}", "a,b\\n1,2\\n3,4\\n", "%s-%d", "%05.2f|%q", "%v", "[a-z]+", "(\\\\w)(\\\\d)?", "(?P<x>l+)(?P<y>o)", "dns", "v1.2.3", "$1-$0", "x=1&y=<z>",
];
const numbers = ["0", "1", "2", "3", "-1", "10", "1.5", "-2.75", "0.1", "1e3", "1e21", "255", "1000000", "0.000001", "123456789.123456789", "7", "16", "100"];
const formats = ["%s", "%d", "%v", "%q", "%5d", "%05d", "%-5s|", "%x", "%X", "%o", "%b", "%t", "%.3f", "%8.2f", "%e", "%g", "%+d", "%#v", "%%", "%s %s", "%[2]s %[1]s", "%#x", "% d"];
const patterns = ["l+", "(a)(b)?", "^.", "[[:upper:]]", "o$", "\\\\bW", "(?i)HELLO", "(?P<first>\\\\w+)\\\\W+(?P<second>\\\\w+)", "x*", "(", "\\\\d{2,}", "[^a-z ]", "\\\\pL+", "a|b|", "(?s).+?o"];

function text(random: Random): string {
  return `"${random.pick(strings)}"`;
}

function scalar(random: Random): string {
  const kind = random.below(12);
  if (kind < 6) return text(random);
  if (kind < 10) return random.pick(numbers);
  return random.pick(["true", "false", "null"]);
}

function list(random: Random, depth: number, item: () => string = () => expression(random, depth - 1)): string {
  const count = random.below(4);
  return `[${Array.from({ length: count }, item).join(", ")}]`;
}

function map(random: Random, depth: number): string {
  const entries = Array.from({ length: random.below(4) }, () => `${random.pick(["a", "b", "c", "\"k 1\"", "(\"x\")", "\"1\""])} = ${expression(random, depth - 1)}`);
  return `{ ${entries.join(", ")} }`;
}

/** An argument that mostly fits the type. */
function argument(random: Random, type: string, name: string, depth: number): string {
  if (random.chance(0.06)) return scalar(random);
  switch (type) {
    case "string":
      if (name === "format") return `"${random.pick(formats)}"`;
      if (name === "pattern") return `"${random.pick(patterns)}"`;
      if (name === "prefix" && random.chance(0.8)) return random.pick(["\"10.0.0.0/8\"", "\"192.168.1.0/24\"", "\"fd00::/48\"", "\"hello\"", "\"a\""]);
      return random.chance(0.8) ? text(random) : expression(random, depth - 1);
    case "number": return random.chance(0.85) ? random.pick(numbers) : expression(random, depth - 1);
    case "bool": return random.pick(["true", "false", "\"true\"", "1 == 1", "null"]);
    case "list(string)": return list(random, 1, () => (random.chance(0.8) ? text(random) : scalar(random)));
    case "list(any)":
    case "set(any)": return list(random, depth, () => (random.chance(0.7) ? random.pick(numbers) : scalar(random)));
    default: return collection(random, name, depth);
  }
}

function collection(random: Random, name: string, depth: number): string {
  if (/list|seqs|sets/.test(name)) return random.chance(0.9) ? list(random, depth, () => scalar(random)) : map(random, depth);
  if (/[mM]ap/.test(name)) return random.chance(0.9) ? map(random, depth) : list(random, depth);
  if (name === "collection") return random.chance(0.5) ? list(random, depth) : map(random, depth);
  return random.chance(0.6) ? scalar(random) : expression(random, depth - 1);
}

/** Their results change from run to run or depend on the machine, or need special arguments (see function-arguments.ts); the last three are too new. */
const skipped = new Set(["timestamp", "uuidv4", "bcrypt", "homedir", "convert", "try", "can", "rsadecrypt", "formattimestamp", "semvercmp", "unixtimestampparse"]);
const callable = [...bakeFunctions.values()].filter((info) => isComparable(info.name));

/** Whether a function gives the same result each time and in all versions. */
export function isComparable(name: string): boolean {
  return !skipped.has(name);
}

export function call(random: Random, depth: number, name?: string): string {
  const info = name === undefined ? random.pick(callable) : bakeFunctions.get(name)!;
  const args = info.parameters.map((parameter) => argument(random, parameter.type, parameter.name, depth));
  if (info.variadic !== undefined) for (let count = random.below(4); count > 0; count--) args.push(argument(random, info.variadic.type, info.variadic.name, depth));
  if (random.chance(0.03)) args.push(scalar(random));
  if (random.chance(0.03)) args.pop();
  return `${info.name}(${args.join(", ")})`;
}

const operators = ["+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||"];

/** Any expression without names from outside; mostly valid. */
export function expression(random: Random, depth: number): string {
  if (depth <= 0) return scalar(random);
  switch (random.below(14)) {
    case 0: return `(${expression(random, depth - 1)} ${random.pick(operators)} ${expression(random, depth - 1)})`;
    case 1: return `(${random.pick(numbers)} ${random.pick(operators)} ${random.pick(numbers)})`;
    case 2: return `(${random.pick(["true", "false", "1 < 2", "\"true\"", "null"])} ? ${expression(random, depth - 1)} : ${expression(random, depth - 1)})`;
    case 3: return list(random, depth);
    case 4: return map(random, depth);
    case 5: return `[for v in ${random.chance(0.6) ? list(random, depth) : map(random, depth)} : ${random.pick(["v", "\"<${v}>\"", "[v]", "v == 1"])}${random.chance(0.3) ? " if v != null" : ""}]`;
    case 6: return `{for k, v in ${random.chance(0.5) ? list(random, depth) : map(random, depth)} : ${random.pick(["k", "\"x${k}\"", "v"])} => ${random.pick(["v", "k", "[k, v]"])}${random.pick(["", "", "..."])}}`;
    case 7: return `${list(random, depth)}[${random.pick(["0", "1", "\"0\"", "5", "-1", "*"])}]`;
    case 8: return `${map(random, depth)}${random.pick([".a", "[\"b\"]", ".c", "[\"k 1\"]", "[1]"])}`;
    case 9: return `"${random.pick(["", "x "])}\${${expression(random, depth - 1)}}${random.pick(["", " y", "${1 + 1}", "$${z}"])}"`;
    case 10: return `"%{ if ${random.pick(["true", "false", "1 == 2"])} ~} yes %{ else }no%{ endif }%{ for x in ${list(random, 1)} ~} <\${x}>%{ endfor }"`;
    case 11: return `${random.pick(["-", "!"])}${random.chance(0.5) ? random.pick(numbers) : expression(random, depth - 1)}`;
    default: return call(random, depth);
  }
}

/** A file of many expressions, each caught by `try` so that one failure hides no other. */
function expressionFile(random: Random, count: number, of: (random: Random) => string): string {
  const lines = Array.from({ length: count }, (_, index) => `    e${index} = try(jsonencode(${of(random)}), "failed")`);
  return `target "default" {\n  args = {\n${lines.join("\n")}\n  }\n}\n`;
}

/** A bake of one file of 40 expressions, or calls of one function. */
export function expressionRequest(random: Random, of: (random: Random) => string = (own) => expression(own, 3)): BakeRequest {
  return { files: [{ name: "docker-bake.hcl", text: expressionFile(random, 40, of) }], args: [], environment: {} };
}
