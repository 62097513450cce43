import { either, foldCase, not, perlClasses, posixClass, unicodeClass } from "./char-class.ts";
import type { CharTest, RegexFlags, RegexNode } from "./tree.ts";
import { RegexSyntaxError } from "./tree.ts";

export interface ParsedRegex {
  readonly node: RegexNode;
  /** By group number from 1; undefined for groups without a name. */
  readonly groupNames: readonly (string | undefined)[];
}

interface Reader {
  readonly text: readonly string[];
  at: number;
  flags: RegexFlags;
  depth: number;
  readonly groupNames: (string | undefined)[];
}

const maxRepeat = 1000;
const maxDepth = 250;
const plainFlags: RegexFlags = { ignoreCase: false, multiLine: false, dotAll: false, ungreedy: false };

/**
 * Parses RE2 syntax.
 * @throws RegexSyntaxError when the pattern is not valid.
 */
export function parseRegex(pattern: string): ParsedRegex {
  const reader: Reader = { text: [...pattern], at: 0, flags: plainFlags, depth: 0, groupNames: [] };
  const node = parseChoice(reader);
  if (reader.at < reader.text.length) throw new RegexSyntaxError(`unexpected ): \`${pattern}\``);
  return { node, groupNames: reader.groupNames };
}

function parseChoice(reader: Reader): RegexNode {
  if (reader.depth++ > maxDepth) throw new RegexSyntaxError("expression nests too deeply");
  const { flags } = reader;
  const nodes = [parseSequence(reader)];
  while (reader.text[reader.at] === "|") {
    reader.at++;
    nodes.push(parseSequence(reader));
  }
  reader.flags = flags;
  reader.depth--;
  return nodes.length === 1 ? nodes[0]! : { kind: "choice", nodes };
}

function parseSequence(reader: Reader): RegexNode {
  const nodes: RegexNode[] = [];
  for (;;) {
    const char = reader.text[reader.at];
    if (char === undefined || char === "|" || char === ")") return nodes.length === 1 ? nodes[0]! : { kind: "sequence", nodes };
    if (reader.text[reader.at] === "\\" && reader.text[reader.at + 1] === "Q") {
      nodes.push(...parseQuoted(reader));
      continue;
    }
    const atom = parseAtom(reader);
    if (atom !== undefined) nodes.push(parseRepeats(reader, atom));
  }
}

function parseQuoted(reader: Reader): RegexNode[] {
  const nodes: RegexNode[] = [];
  reader.at += 2;
  while (reader.at < reader.text.length && !(reader.text[reader.at] === "\\" && reader.text[reader.at + 1] === "E")) {
    nodes.push(literal(reader, reader.text[reader.at]!.codePointAt(0)!));
    reader.at++;
  }
  reader.at = Math.min(reader.text.length, reader.at + 2);
  const last = nodes.pop();
  return last === undefined ? [] : [...nodes, parseRepeats(reader, last)];
}

function literal(reader: Reader, code: number): RegexNode {
  const test: CharTest = (c) => c === code;
  return { kind: "char", test: reader.flags.ignoreCase ? foldCase(test) : test };
}

function charNode(reader: Reader, test: CharTest): RegexNode {
  return { kind: "char", test: reader.flags.ignoreCase ? foldCase(test) : test };
}

/** Undefined for a group that only sets flags. */
function parseAtom(reader: Reader): RegexNode | undefined {
  const char = reader.text[reader.at++]!;
  switch (char) {
    case "(": return parseGroup(reader);
    case "[": return parseClass(reader);
    case ".": return { kind: "char", test: reader.flags.dotAll ? () => true : (c) => c !== 10 };
    case "^": return { kind: "assertion", assertion: reader.flags.multiLine ? "line-start" : "text-start" };
    case "$": return { kind: "assertion", assertion: reader.flags.multiLine ? "line-end" : "text-end" };
    case "*":
    case "+":
    case "?": throw new RegexSyntaxError(`missing argument to repetition operator: \`${char}\``);
    case "\\": return parseEscape(reader);
    default: return literal(reader, char.codePointAt(0)!);
  }
}

function parseRepeats(reader: Reader, atom: RegexNode): RegexNode {
  let node = atom;
  let repeated = false;
  for (;;) {
    const bounds = readRepeat(reader);
    if (bounds === undefined) return node;
    if (repeated) throw new RegexSyntaxError("invalid nested repetition operator");
    repeated = true;
    let greedy = !reader.flags.ungreedy;
    if (reader.text[reader.at] === "?") {
      reader.at++;
      greedy = !greedy;
    }
    node = { kind: "repeat", node, least: bounds[0], most: bounds[1], greedy };
  }
}

function readRepeat(reader: Reader): readonly [number, number] | undefined {
  const char = reader.text[reader.at];
  if (char === "*" || char === "+" || char === "?") {
    reader.at++;
    return char === "*" ? [0, Number.POSITIVE_INFINITY] : char === "+" ? [1, Number.POSITIVE_INFINITY] : [0, 1];
  }
  if (char !== "{") return undefined;
  const match = /^\{([0-9]+)(,([0-9]*))?\}/.exec(reader.text.slice(reader.at, reader.at + 24).join(""));
  if (match === null) return undefined;
  const least = Number(match[1]);
  const most = match[2] === undefined ? least : match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (least > maxRepeat || (most !== Number.POSITIVE_INFINITY && (most > maxRepeat || least > most))) throw new RegexSyntaxError(`invalid repeat count: \`${match[0]}\``);
  reader.at += match[0].length;
  return [least, most];
}

function parseGroup(reader: Reader): RegexNode | undefined {
  const { flags } = reader;
  let index: number | undefined;
  if (reader.text[reader.at] === "?") {
    const rest = reader.text.slice(reader.at, reader.at + 200).join("");
    const named = /^\?P?<([A-Za-z0-9_]+)>/.exec(rest);
    const flagged = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (named) {
      if (reader.groupNames.includes(named[1]!)) throw new RegexSyntaxError(`duplicate capture group name: \`${named[1]}\``);
      index = reader.groupNames.push(named[1]!);
      reader.at += [...named[0]].length;
    } else if (flagged) {
      reader.flags = applyFlags(applyFlags(flags, flagged[1]!, true), flagged[2] ?? "", false);
      reader.at += flagged[0].length;
      if (flagged[3] === ")") return undefined;
    } else {
      throw new RegexSyntaxError(`invalid or unsupported Perl syntax: \`(${rest.slice(0, 2)}\``);
    }
  } else {
    index = reader.groupNames.push(undefined);
  }
  const node = parseChoice(reader);
  reader.flags = flags;
  if (reader.text[reader.at] !== ")") throw new RegexSyntaxError("missing closing )");
  reader.at++;
  return index === undefined ? { kind: "sequence", nodes: [node] } : { kind: "group", node, index };
}

function applyFlags(flags: RegexFlags, letters: string, on: boolean): RegexFlags {
  const has = (letter: string, before: boolean): boolean => (letters.includes(letter) ? on : before);
  return { ignoreCase: has("i", flags.ignoreCase), multiLine: has("m", flags.multiLine), dotAll: has("s", flags.dotAll), ungreedy: has("U", flags.ungreedy) };
}

function parseEscape(reader: Reader): RegexNode {
  const char = reader.text[reader.at];
  switch (char) {
    case "A": reader.at++; return { kind: "assertion", assertion: "text-start" };
    case "z": reader.at++; return { kind: "assertion", assertion: "text-end" };
    case "b": reader.at++; return { kind: "assertion", assertion: "word-boundary" };
    case "B": reader.at++; return { kind: "assertion", assertion: "no-word-boundary" };
    default: return charNode(reader, readEscapedSet(reader) ?? single(readEscapedChar(reader)));
  }
}

const single = (code: number): CharTest => (c) => c === code;

/** `\d`, `\pL` and the like; the backslash has been read. */
function readEscapedSet(reader: Reader): CharTest | undefined {
  const char = reader.text[reader.at] ?? "";
  if (Object.hasOwn(perlClasses, char)) {
    reader.at++;
    return perlClasses[char];
  }
  if (char !== "p" && char !== "P") return undefined;
  const match = /^[pP](?:\{(\^?[A-Za-z_]+)\}|([A-Z]))/.exec(reader.text.slice(reader.at, reader.at + 60).join(""));
  if (match === null) throw new RegexSyntaxError(`invalid character class range: \`\\${char}\``);
  reader.at += match[0].length;
  return unicodeClass(match[1] ?? match[2]!, char === "P");
}

const controlEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function readEscapedChar(reader: Reader): number {
  const char = reader.text[reader.at];
  if (char === undefined) throw new RegexSyntaxError("trailing backslash at end of expression: ``");
  const rest = reader.text.slice(reader.at, reader.at + 12).join("");
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
  const hex = /^x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\})/.exec(rest);
  const found = hex ?? octal;
  if (found) {
    const code = hex ? Number.parseInt(hex[1] ?? hex[2]!, 16) : Number.parseInt(found[0], 8);
    if (code > 0x10ffff) throw new RegexSyntaxError(`invalid escape sequence: \`\\${found[0]}\``);
    reader.at += found[0].length;
    return code;
  }
  reader.at++;
  if (Object.hasOwn(controlEscapes, char)) return controlEscapes[char]!;
  const code = char.codePointAt(0)!;
  if (code < 128 && !/[0-9A-Za-z]/.test(char)) return code;
  throw new RegexSyntaxError(`invalid escape sequence: \`\\${char}\``);
}

function parseClass(reader: Reader): RegexNode {
  const negated = reader.text[reader.at] === "^";
  if (negated) reader.at++;
  const tests: CharTest[] = [];
  for (let first = true; first || reader.text[reader.at] !== "]"; first = false) {
    const char = reader.text[reader.at];
    if (char === undefined) throw new RegexSyntaxError("missing closing ]");
    if (char === "-" && !first && reader.text[reader.at + 1] !== "]" && reader.text[reader.at + 1] !== undefined) {
      throw new RegexSyntaxError("invalid character class range");
    }
    tests.push(readClassItem(reader, char));
  }
  reader.at++;
  const test = reader.flags.ignoreCase ? foldCase(either(tests)) : either(tests);
  return { kind: "char", test: negated ? not(test) : test };
}

function readClassItem(reader: Reader, char: string): CharTest {
  if (char === "[" && reader.text[reader.at + 1] === ":") {
    const match = /^\[:(\^?[a-z]+):\]/.exec(reader.text.slice(reader.at, reader.at + 20).join(""));
    const test = match === null ? undefined : posixClass(match[1]!);
    if (match !== null) {
      if (test === undefined) throw new RegexSyntaxError(`invalid character class range: \`${match[0]}\``);
      reader.at += match[0].length;
      return test;
    }
  }
  if (char === "\\") {
    reader.at++;
    const set = readEscapedSet(reader);
    if (set !== undefined) return set;
    return readRange(reader, readEscapedChar(reader));
  }
  reader.at++;
  return readRange(reader, char.codePointAt(0)!);
}

function readRange(reader: Reader, low: number): CharTest {
  if (reader.text[reader.at] !== "-" || reader.text[reader.at + 1] === "]" || reader.text[reader.at + 1] === undefined) return single(low);
  reader.at++;
  const char = reader.text[reader.at++]!;
  const high = char === "\\" ? readEscapedChar(reader) : char.codePointAt(0)!;
  if (high < low) throw new RegexSyntaxError("invalid character class range");
  return (c) => c >= low && c <= high;
}
