import { memoize } from "../../../base/memoize.ts";
import type { ShellCommand, ShellWord } from "../../../syntax/shell/tree.ts";
import type { InstructionScript } from "./scripts.ts";

/** Options in the first argument of `set`, which are none because their dash is missing. */
export interface DashlessOptions {
  readonly word: ShellWord;
  /** As it would have to be written. */
  readonly meant: string;
  /** Whether `pipefail` is among them. */
  readonly withPipefail: boolean;
}

const letters = /^(?!.*(.).*\1)[euvx]+o?$/;
const names = /^(?:errexit|nounset|pipefail|verbose|xtrace)$/;

/** Those of all calls of `set` in a script. */
export const dashlessOptionsIn = memoize(({ facts }: InstructionScript): readonly DashlessOptions[] => facts.commands.flatMap(({ command }) => dashlessOptions(command) ?? []));

/** Undefined for options that are well written, and for words that are meant as arguments of the script. */
function dashlessOptions({ name, arguments: words }: ShellCommand): DashlessOptions | undefined {
  const [word, next] = words;
  if (name?.value !== "set" || word?.value === undefined) return undefined;
  const isName = names.test(word.value);
  if (!isName && !letters.test(word.value)) return undefined;
  // Several words are a list, unless the second is one more option.
  if (next !== undefined && !(word.value.endsWith("o") && names.test(next.unquoted)) && !/^[-+]/.test(next.unquoted)) return undefined;
  return { word, meant: isName ? `-o ${word.value}` : `-${word.value}`, withPipefail: words.some(({ value }) => value === "pipefail") };
}
