import { compileRegex, findAll, findMatch, RegexSyntaxError } from "../regex/regex.ts";
import type { Captures, Regex } from "../regex/regex.ts";
import type { Type, Value } from "../value.ts";
import { listValue, nullOf, objectValue, stringType, stringValue, tupleValue } from "../value.ts";
import { text } from "./arguments.ts";
import type { Implementation } from "./arguments.ts";
import { FunctionError } from "./call.ts";

function compile(pattern: string, argument: number): Regex {
  const regex = compileRegex(pattern);
  if (regex instanceof RegexSyntaxError) throw new FunctionError(`invalid regexp pattern: ${regex.message}`, argument);
  const named = regex.groupNames.filter((name) => name !== undefined).length;
  if (named > 0 && named < regex.groupNames.length) throw new FunctionError("invalid regexp pattern: cannot mix both named and unnamed capture groups", argument);
  return regex;
}

function codePoints(value: string): number[] {
  return Array.from(value, (char) => char.codePointAt(0)!);
}

function part(points: readonly number[], start: number, end: number): string {
  let result = "";
  for (let at = start; at < end; at++) result += String.fromCodePoint(points[at]!);
  return result;
}

/** The whole text, or the groups as a tuple or, when they have names, as an object. */
function resultOf(regex: Regex, points: readonly number[], match: Captures): Value {
  const group = (index: number): Value => {
    const start = match[index * 2]!;
    return start < 0 ? nullOf(stringType) : stringValue(part(points, start, match[index * 2 + 1]!));
  };
  const { groupNames } = regex;
  if (groupNames.length === 0) return group(0);
  if (groupNames[0] !== undefined) return objectValue(groupNames.map((name, index) => [name!, group(index + 1)]));
  return tupleValue(groupNames.map((_, index) => group(index + 1)));
}

function resultType({ groupNames }: Regex): Type {
  if (groupNames.length === 0) return stringType;
  if (groupNames[0] !== undefined) return { kind: "object", attributes: new Map(groupNames.map((name) => [name!, stringType])) };
  return { kind: "tuple", items: groupNames.map(() => stringType) };
}

/** Replaces `$1`, `${1}`, `$name` and `$$` in a replacement. */
function expand(template: string, regex: Regex, points: readonly number[], match: Captures): string {
  return template.replace(/\$(?:\$|([A-Za-z0-9_]+)|\{([A-Za-z0-9_]+)\})/g, (whole, bare: string | undefined, braced: string | undefined) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === "$$" ? "$" : whole;
    const index = /^[0-9]+$/.test(name) ? Number(name) : regex.groupNames.lastIndexOf(name) + 1;
    const start = index === 0 && name !== "0" ? -1 : match[index * 2] ?? -1;
    return start < 0 ? "" : part(points, start, match[index * 2 + 1]!);
  });
}

export const patternFunctions: Readonly<Record<string, Implementation>> = {
  regex: (args, { budget }) => {
    const regex = compile(text(args, 0), 0);
    const points = codePoints(text(args, 1));
    const match = findMatch(regex, points, 0, budget);
    if (match === undefined) throw new FunctionError("pattern did not match any part of the given string");
    return resultOf(regex, points, match);
  },
  regexall: (args, { budget }) => {
    const regex = compile(text(args, 0), 0);
    const points = codePoints(text(args, 1));
    return listValue(resultType(regex), findAll(regex, points, budget).map((match) => resultOf(regex, points, match)));
  },
  regex_replace: (args, { budget }) => {
    const regex = compileRegex(text(args, 1));
    if (regex instanceof RegexSyntaxError) throw new FunctionError(`invalid regexp pattern: ${regex.message}`, 1);
    const points = codePoints(text(args, 0));
    let result = "";
    let at = 0;
    for (const match of findAll(regex, points, budget)) {
      result += part(points, at, match[0]!) + expand(text(args, 2), regex, points, match);
      at = match[1]!;
    }
    return stringValue(result + part(points, at, points.length));
  },
};
