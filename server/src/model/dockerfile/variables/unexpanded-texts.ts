import type { Instruction, Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { expandedPlaces } from "./expansions.ts";

/** A text that a shell would replace, in an argument that only the builder reads. */
export interface UnexpandedText {
  readonly instruction: Instruction;
  readonly word: Word;
  /** The name of the variable or label that gets it. */
  readonly name: string | undefined;
  /** Whether it is all of the argument. */
  readonly isWhole: boolean;
}

/** Every `$(…)` outside of RUN, CMD and their like, and backticks around all of an argument. */
export function unexpandedCommands(dockerfile: Dockerfile): UnexpandedText[] {
  const isBacktick = dockerfile.tree.escape === "\\";
  return argumentsWith(dockerfile, /\$\(|`/).flatMap(({ word, ...rest }) => {
    const plain = withoutLiteral(word.text).replace(/^"(.*)"$/s, "$1");
    const isWhole = /^\$\(.*\)$|^\$\([^)]*$/s.test(plain) || (isBacktick && /^`[^`]+`$/.test(plain));
    return isWhole || plain.includes("$(") ? [{ ...rest, word, isWhole }] : [];
  });
}

/** Every argument that begins with a `~`, and every list of paths with one in it. */
export function unexpandedHomes(dockerfile: Dockerfile): UnexpandedText[] {
  return argumentsWith(dockerfile, /~/).flatMap(({ word, ...rest }) => {
    const plain = word.text.replace(/^(["'])(.*)\1$/s, "$2");
    // A lone ~ is as often a mark that separates something.
    const isWhole = /^~\//.test(plain) || (plain === "~" && (rest.name === undefined || /HOME|DIR|PATH|FOLDER|ROOT/i.test(rest.name)));
    return isWhole || (rest.name !== undefined && /PATH$/.test(rest.name) && /:~(?:\/|:|$)/.test(plain)) ? [{ ...rest, word, isWhole }] : [];
  });
}

/** Whether a path begins with what a shell would replace, which matters more than where it starts from. */
export function beginsForShell(path: string): boolean {
  return /^["']?(?:~(?:\/|["']?$)|\$\(|`)/.test(path);
}

type Argument = Omit<UnexpandedText, "isWhole">;

/** Few arguments match, so that nothing is made for the others. */
function argumentsWith(dockerfile: Dockerfile, pattern: RegExp): Argument[] {
  const found: Argument[] = [];
  for (const instruction of dockerfile.tree.instructions) {
    if (instruction.kind === "ENV" || instruction.kind === "ARG" || instruction.kind === "LABEL") {
      for (const { key, value } of instruction.pairs) if (value && pattern.test(value.text)) found.push({ instruction, word: value, name: key.text });
    } else if (instruction.kind !== "RUN") {
      for (const place of expandedPlaces(instruction)) if ("span" in place && pattern.test(place.text)) found.push({ instruction, word: place, name: undefined });
    }
  }
  return found;
}

/** Without what stands in single quotes or behind an escape. */
function withoutLiteral(text: string): string {
  return text.replace(/'[^']*'|\\./gs, "");
}
