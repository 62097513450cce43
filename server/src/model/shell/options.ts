import { alongside } from "../../base/anchored-span.ts";
import type { Span } from "../../base/span.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";

/** One option of a command line: a bundle such as `-yqq` is three of them. */
export interface CommandOption {
  /** With its dashes: `-y`, `--yes`. */
  readonly name: string;
  readonly value: string | undefined;
  /** The word that holds the value: that of the option for `--name=value`. */
  readonly valueWord: ShellWord | undefined;
  /** The word that the option stands in. */
  readonly word: ShellWord;
  /** The option and its value. */
  readonly span: Span;
}

export interface ParsedArguments {
  readonly options: readonly CommandOption[];
  /** What is neither an option nor its value. */
  readonly operands: readonly ShellWord[];
}

export interface OptionSyntax {
  /** The options, with their dashes, whose value is the next word unless it is attached. */
  readonly withValue: ReadonlySet<string>;
  /** Long options have a single dash (`go`, `java`, `find`), so that nothing is bundled. */
  readonly isSingleDash?: boolean;
  /** Options end at the first operand. */
  readonly endsAtOperand?: boolean;
}

export const noOptionValues: OptionSyntax = { withValue: new Set() };

/** Splits arguments as getopt does; `--` ends the options. */
export function parseArguments(words: readonly ShellWord[], syntax: OptionSyntax): ParsedArguments {
  const options: CommandOption[] = [];
  const operands: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const text = word.unquoted;
    if (text === "--") {
      for (let rest = index + 1; rest < words.length; rest++) operands.push(words[rest]!);
      break;
    }
    if (text.length < 2 || text.charCodeAt(0) !== 45) {
      operands.push(word);
      if (!syntax.endsAtOperand) continue;
      for (let rest = index + 1; rest < words.length; rest++) operands.push(words[rest]!);
      break;
    }
    const next = words[index + 1];
    const isLong = text.charCodeAt(1) === 45 || syntax.isSingleDash === true;
    const usedNext = isLong ? pushLong(word, next, syntax, options) : pushBundle(word, next, syntax, options);
    if (usedNext) index++;
  }
  return { options, operands };
}

function pushLong(word: ShellWord, next: ShellWord | undefined, syntax: OptionSyntax, options: CommandOption[]): boolean {
  const text = word.unquoted;
  const equals = text.indexOf("=");
  if (equals !== -1) {
    options.push({ name: text.slice(0, equals), value: text.slice(equals + 1), valueWord: word, word, span: word.span });
    return false;
  }
  if (next !== undefined && syntax.withValue.has(text)) {
    const span = alongside(word.span, word.span.start, next.span.end);
    options.push({ name: text, value: next.unquoted, valueWord: next, word, span });
    return true;
  }
  options.push({ name: text, value: undefined, valueWord: undefined, word, span: word.span });
  return false;
}

function pushBundle(word: ShellWord, next: ShellWord | undefined, syntax: OptionSyntax, options: CommandOption[]): boolean {
  const text = word.unquoted;
  const isPlain = word.text === text;
  for (let index = 1; index < text.length; index++) {
    const name = `-${text[index]!}`;
    const start = isPlain && index > 1 ? word.span.start + index : word.span.start;
    if (!syntax.withValue.has(name)) {
      const end = isPlain ? word.span.start + index + 1 : word.span.end;
      options.push({ name, value: undefined, valueWord: undefined, word, span: alongside(word.span, start, end) });
      continue;
    }
    if (index + 1 < text.length) {
      const value = text.slice(text[index + 1] === "=" ? index + 2 : index + 1);
      options.push({ name, value, valueWord: word, word, span: alongside(word.span, start, word.span.end) });
      return false;
    }
    const end = next === undefined ? word.span.end : next.span.end;
    options.push({ name, value: next?.unquoted, valueWord: next, word, span: alongside(word.span, start, end) });
    return next !== undefined;
  }
  return false;
}

export function findOption(options: readonly CommandOption[], ...names: readonly string[]): CommandOption | undefined {
  return options.find((option) => names.includes(option.name));
}

/** A set of option names from one string, in which blanks stand between them. */
export function optionNames(names: string): ReadonlySet<string> {
  return new Set(names.split(" ").filter((name) => name !== ""));
}
