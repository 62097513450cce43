import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { optionNames, type OptionSyntax, parseArguments } from "./options.ts";

/** Words behind the script of `sh -c`, which are its parameters, where the script uses none. */
export interface LostWords {
  readonly script: ShellWord;
  readonly words: readonly ShellWord[];
  /** A lone word behind a script of several words may be meant for its name. */
  readonly isNameAtMost: boolean;
}

const shellSyntax: OptionSyntax = { withValue: optionNames("-o -O --rcfile --init-file"), endsAtOperand: true };
const switchUserSyntax: OptionSyntax = { withValue: optionNames("-c --command -s --shell -g -G -w") };
const parameters = /\$(?:[@*#\d]|\{[!#]?[@*#\d])|\bset --|\bshift\b|\bgetopts\b/;

export function lostWords(invocation: Invocation): LostWords | undefined {
  if (invocation.script === undefined || invocation.name === "eval") return undefined;
  const found = scriptAndRest(invocation);
  if (found === undefined || found.rest.length === 0 || parameters.test(found.script.text)) return undefined;
  const { script, rest } = found;
  // The name of the script, as messages show it, stands in front of its parameters.
  if (rest.length === 1 && (/^(?:--?|_|(?:\/bin\/)?\w*sh)?$/.test(rest[0]!.unquoted) || script.unquoted.split(/\s+/).includes(rest[0]!.unquoted))) return undefined;
  return { script, words: rest, isNameAtMost: rest.length === 1 && /\s/.test(script.unquoted.trim()) };
}

function scriptAndRest({ name, arguments: words }: Invocation): { readonly script: ShellWord; readonly rest: readonly ShellWord[] } | undefined {
  if (name !== "su" && name !== "runuser") {
    const [script, ...rest] = parseArguments(words, shellSyntax).operands;
    return script && { script, rest };
  }
  const { options, operands } = parseArguments(words, switchUserSyntax);
  const script = options.find((option) => option.name === "-c" || option.name === "--command")?.valueWord;
  const accounts = operands.filter(({ unquoted }) => unquoted !== "-");
  // In front of the script stands the account, unless it is the first behind it.
  return script && { script, rest: accounts.slice(1) };
}
