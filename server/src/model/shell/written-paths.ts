import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { ShellFacts } from "./facts.ts";
import type { Invocation } from "./invocations.ts";
import { findOption, noOptionValues, optionNames, parseArguments } from "./options.ts";

/** A word that names a file which a command creates or changes. */
export interface WrittenPath {
  readonly word: ShellWord;
  readonly path: string;
}

/** What the commands of a script are known to write, as their words name it; folders made by `mkdir -p` may be there already. Left out are commands that may fail. */
export function writtenPaths({ commands, invocations }: ShellFacts): WrittenPath[] {
  const redirected = commands.flatMap(({ command, isFailureIgnored }) =>
    isFailureIgnored ? [] : command.redirections.flatMap(({ operator, target }) => (target && /^(?:>|>>|>\||&>|&>>)$/.test(operator) && (target.value?.startsWith("/dev/") ?? true) === false ? [target] : [])));
  const words = [...redirected, ...invocations.flatMap((invocation) => (invocation.use?.isFailureIgnored ? [] : writtenWords(invocation)))];
  return words.flatMap((word) => (word.value === undefined ? [] : [{ word, path: word.value }]));
}

function writtenWords({ name, arguments: words }: Invocation): readonly ShellWord[] {
  switch (name) {
    case "touch":
    case "tee":
      return parseArguments(words, noOptionValues).operands;
    case "mkdir": {
      const { options, operands } = parseArguments(words, { withValue: optionNames("-m --mode") });
      return findOption(options, "-p", "--parents") ? [] : operands;
    }
    case "cp":
    case "mv":
    case "install": {
      const { options, operands } = parseArguments(words, { withValue: optionNames("-t --target-directory -m --mode -o --owner -g --group -S") });
      if (findOption(options, "-t", "--target-directory", "-d", "--directory")) return [];
      return operands.length < 2 ? [] : operands.slice(-1);
    }
    case "sed": {
      const { options, operands } = parseArguments(words, { withValue: optionNames("-e --expression -f --file") });
      if (!options.some((option) => option.name === "-i" || option.name.startsWith("--in-place"))) return [];
      return findOption(options, "-e", "--expression", "-f", "--file") ? operands : operands.slice(1);
    }
    case "go": {
      const output = words.findIndex(({ unquoted }) => unquoted === "-o");
      return words[0]?.unquoted === "build" && output > 0 ? words.slice(output + 1, output + 2) : [];
    }
    default:
      return [];
  }
}
