import type { CommandUse } from "../../syntax/shell/walk.ts";
import { statesBefore } from "./environments.ts";

/** The shell options that change what a failure does. */
export interface SetOptions {
  /** `-e`: a failing command ends the script. */
  readonly errexit: boolean;
  /** A pipeline fails when any of its commands does. */
  readonly pipefail: boolean;
  /** `-u` */
  readonly nounset: boolean;
  /** `-x` */
  readonly xtrace: boolean;
}

const changing = new Set(["set"]);
const none: SetOptions = { errexit: false, pipefail: false, nounset: false, xtrace: false };

/** The options that the words of a SHELL instruction set: `/bin/bash -o pipefail -ec`. */
export function shellArgvOptions(argv: readonly string[]): SetOptions {
  return applyWords(none, argv.slice(1));
}

/** Gives the options in force before each command; `initial` are those of the SHELL. */
export function setOptionsBefore(uses: readonly CommandUse[], initial: SetOptions = none): (use: CommandUse) => SetOptions {
  return statesBefore(uses, initial, changing, (state, use) => {
    if (use.command.name?.unquoted !== "set") return state;
    return applyWords(state, use.command.arguments.map((word) => word.unquoted));
  });
}

function applyWords(initial: SetOptions, words: readonly string[]): SetOptions {
  let options = initial;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--" || !/^[-+]/.test(word) || word.startsWith("--")) {
      if (word === "--") break;
      continue;
    }
    const isOn = word.startsWith("-");
    for (const letter of word.slice(1)) {
      if (letter === "o") options = applyName(options, words[++index] ?? "", isOn);
      else options = applyName(options, letters.get(letter) ?? "", isOn);
    }
  }
  return options;
}

const letters: ReadonlyMap<string, string> = new Map([
  ["e", "errexit"],
  ["u", "nounset"],
  ["x", "xtrace"],
]);

function applyName(options: SetOptions, name: string, isOn: boolean): SetOptions {
  return Object.hasOwn(none, name) ? { ...options, [name]: isOn } : options;
}
