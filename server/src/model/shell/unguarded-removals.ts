import type { ParameterPart, ShellWord, WordPart } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { findOption, noOptionValues, parseArguments } from "./options.ts";

/** A path of `rm -r` that is the root or one of its folders if the variable in front is empty. */
export interface UnguardedRemoval {
  readonly word: ShellWord;
  readonly variable: ParameterPart;
  /** What would be removed: `/` or `/usr`. */
  readonly path: string;
}

const topFolders = /^\/(?:(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|run|sbin|srv|sys|usr|var)(?:\/\*?)?|\*|\.\*)?$/;

export function unguardedRemovals(invocation: Invocation): UnguardedRemoval[] {
  if (invocation.name !== "rm") return [];
  const { options, operands } = parseArguments(invocation.arguments, noOptionValues);
  if (!findOption(options, "-r", "-R", "--recursive") || findOption(options, "--one-file-system")) return [];
  return operands.flatMap((word) => {
    const variable = leadingVariable(word.parts);
    const path = variable && word.unquoted.slice(variable.text.length);
    // A star in quotes is a name like any other.
    if (path?.includes("*") && !word.parts.some(({ kind }) => kind === "glob")) return [];
    return variable && path !== undefined && path !== "" && topFolders.test(path) ? [{ word, variable, path: path.replace(/\/?\.?\*?$/, "") || "/" }] : [];
  });
}

/** The plain variable that a word begins with. */
function leadingVariable(parts: readonly WordPart[]): ParameterPart | undefined {
  const [first] = parts;
  if (first?.kind === "double-quoted") return leadingVariable(first.parts);
  return first?.kind === "parameter" && first.operator === undefined && /^\w+$/.test(first.name) ? first : undefined;
}
