import type { ShellCommand, ShellWord } from "../../syntax/shell/tree.ts";

/** A word of `[ … ]` or `test` in whose place a variable was meant, so that the answer is always the same. */
export interface ConstantTest {
  readonly word: ShellWord;
  /** What would be a variable if its dollar sign were not missing or quoted. */
  readonly variable: string;
  /** What the test always answers. */
  readonly answer: boolean;
}

/** `-n` and `-z` of a text, and comparisons of two texts, of which the first is a name. */
export function constantTest({ name, arguments: words }: ShellCommand): ConstantTest | undefined {
  if (name?.value !== "[" && name?.value !== "test") return undefined;
  const operands = (name.value === "[" ? words.slice(0, -1) : words).filter((word, index) => index > 0 || word.value !== "!");
  const [first, second, third] = operands;
  const isNegated = operands.length < (name.value === "[" ? words.length - 1 : words.length);
  if (operands.length === 2 && (first?.value === "-n" || first?.value === "-z")) return found(second!, (first.value === "-n") !== isNegated);
  if (operands.length !== 3 || third?.value === undefined || !/^(?:={1,2}|!=)$/.test(second!.text)) return undefined;
  return found(first!, ((first!.value === third.value) === (second!.text !== "!=")) !== isNegated);
}

function found(word: ShellWord, answer: boolean): ConstantTest | undefined {
  const variable = /^\$?\{?(\w+)\}?$/.exec(word.value ?? "")?.[1];
  return variable !== undefined ? { word, variable, answer } : undefined;
}
