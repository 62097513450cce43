import type { ShellCommand, ShellWord } from "../../syntax/shell/tree.ts";

/** A word of `[ … ]` or `test` in whose place a variable was meant, so that the answer is always the same. */
export interface ConstantTest {
  readonly word: ShellWord;
  /** The variable whose dollar sign is missing or quoted. */
  readonly variable: string;
  /** What the test always answers. */
  readonly answer: boolean;
}

/** `-n` and `-z` of a text, and comparisons of two texts of which the first is the name of a variable. */
export function constantTest({ name, arguments: words }: ShellCommand, isVariable: (name: string) => boolean): ConstantTest | undefined {
  if (name?.value !== "[" && name?.value !== "test") return undefined;
  const operands = (name.value === "[" ? words.slice(0, -1) : words).filter((word, index) => index > 0 || word.value !== "!");
  const [first, second, third] = operands;
  const isNegated = operands.length < (name.value === "[" ? words.length - 1 : words.length);
  if (operands.length === 2 && (first?.value === "-n" || first?.value === "-z")) return found(second!, (first.value === "-n") !== isNegated, isVariable);
  if (operands.length !== 3 || third?.value === undefined || !/^(?:={1,2}|!=)$/.test(second!.text)) return undefined;
  return found(first!, ((first!.value === third.value) === (second!.text !== "!=")) !== isNegated, isVariable);
}

function found(word: ShellWord, answer: boolean, isVariable: (name: string) => boolean): ConstantTest | undefined {
  const variable = /^\$?\{?(\w+)\}?$/.exec(word.value ?? "")?.[1];
  return variable !== undefined && isVariable(variable) ? { word, variable, answer } : undefined;
}
