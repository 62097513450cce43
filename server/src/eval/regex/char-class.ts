import type { CharTest } from "./tree.ts";
import { RegexSyntaxError } from "./tree.ts";

const digit: CharTest = (c) => c >= 48 && c <= 57;
const space: CharTest = (c) => c === 32 || c === 9 || c === 10 || c === 12 || c === 13;
export const wordChar: CharTest = (c) => digit(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
export const not = (test: CharTest): CharTest => (c) => !test(c);
export const either = (tests: readonly CharTest[]): CharTest => (c) => tests.some((test) => test(c));

export const perlClasses: Readonly<Record<string, CharTest>> = { d: digit, D: not(digit), s: space, S: not(space), w: wordChar, W: not(wordChar) };

const between = (...ranges: readonly (readonly [number, number])[]): CharTest => (c) => ranges.some(([low, high]) => c >= low && c <= high);

const posixClasses: Readonly<Record<string, CharTest>> = {
  alnum: between([48, 57], [65, 90], [97, 122]), alpha: between([65, 90], [97, 122]), ascii: between([0, 127]), blank: between([9, 9], [32, 32]),
  cntrl: between([0, 31], [127, 127]), digit, graph: between([33, 126]), lower: between([97, 122]), print: between([32, 126]),
  punct: between([33, 47], [58, 64], [91, 96], [123, 126]), space: between([9, 13], [32, 32]), upper: between([65, 90]), word: wordChar,
  xdigit: between([48, 57], [65, 70], [97, 102]),
};

/** `[:name:]` or `[:^name:]`; undefined when there is no such class. */
export function posixClass(name: string): CharTest | undefined {
  const negated = name.startsWith("^");
  const bare = negated ? name.slice(1) : name;
  const test = Object.hasOwn(posixClasses, bare) ? posixClasses[bare] : undefined;
  return test === undefined || !negated ? test : not(test);
}

/** A general category (`L`, `Lu`) or script (`Greek`) of Unicode. */
export function unicodeClass(name: string, negated: boolean): CharTest {
  const inverse = name.startsWith("^");
  const bare = inverse ? name.slice(1) : name;
  if (bare === "Any") return negated !== inverse ? () => false : () => true;
  const source = /^[A-Z][a-z]?$/.test(bare) ? `\\p{General_Category=${bare}}` : `\\p{Script=${bare}}`;
  let pattern: RegExp;
  try {
    if (!/^[A-Z][A-Za-z_]*$/.test(bare)) throw new SyntaxError(bare);
    pattern = new RegExp(source, "u");
  } catch {
    throw new RegexSyntaxError(`invalid character class range: \`\\p{${name}}\``);
  }
  const test: CharTest = (c) => pattern.test(String.fromCodePoint(c));
  return negated !== inverse ? not(test) : test;
}

/** Adds the other cases of each character. */
export function foldCase(test: CharTest): CharTest {
  return (c) => {
    if (test(c)) return true;
    const char = String.fromCodePoint(c);
    const lower = char.toLowerCase().codePointAt(0)!;
    const upper = char.toUpperCase().codePointAt(0)!;
    return (lower !== c && test(lower)) || (upper !== c && test(upper)) || (upper !== lower && test(String.fromCodePoint(upper).toLowerCase().codePointAt(0)!));
  };
}
