import type { Span, Spanned } from "../../base/span.ts";
import type { ShellScript, ShellWord } from "../../syntax/shell/tree.ts";
import { commandsOf } from "../../syntax/shell/walk.ts";

/**
 * A simple command as hadolint reads it: paths and wrappers such as `sudo` are not looked through, options are told
 * by their dashes alone, and it does not know which of them have a value.
 */
export interface PlainCommand extends Spanned {
  readonly name: string;
  /** Everything behind the first word, without quotes. */
  readonly arguments: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
}

/** Words that start another program under its own name. */
const transparent = new Set(["builtin", "busybox", "command", "exec"]);

/** The commands of a script, those in substitutions and functions included. One whose name is not literal is left out. */
export function plainCommandsOf(script: ShellScript): PlainCommand[] {
  return commandsOf(script).flatMap(({ command }) => {
    const args = command.arguments.map(({ unquoted }) => unquoted);
    const assignments = command.assignments.map(({ name, value }) => ({ name, value: value.unquoted }));
    const name = command.name === undefined ? "" : nameOf(command.name, args);
    // A test is no command for hadolint.
    return name === undefined || name === "[" ? [] : [{ name, arguments: args, assignments, span: spanFrom(command.name ?? command, command) }];
  });
}

function nameOf(word: ShellWord, args: readonly string[]): string | undefined {
  if (word.value === undefined || !transparent.has(word.value)) return word.value;
  const first = args[0];
  return first === undefined || first.startsWith("-") ? word.value : first;
}

function spanFrom(first: Spanned, whole: Spanned): Span {
  return { start: first.span.start, end: whole.span.end };
}

/** Whether a command of this name has one of these arguments, wherever it stands. */
export function calls(command: PlainCommand, name: string, ...args: readonly string[]): boolean {
  return command.name === name && command.arguments.some((arg) => args.includes(arg));
}

/** `-yq` is `y` and `q`; `--quiet=2` is `quiet`. */
export function flagsIn(arg: string): readonly string[] {
  if (arg === "-" || arg === "--" || !arg.startsWith("-")) return [];
  return arg.startsWith("--") ? [arg.slice(2).replace(/=.*$/s, "")] : [...arg.slice(1)];
}

export function hasFlag(command: PlainCommand, ...names: readonly string[]): boolean {
  return command.arguments.some((arg) => flagsIn(arg).some((flag) => names.includes(flag)));
}

/** How often a flag is given. */
export function countFlag(command: PlainCommand, name: string): number {
  return command.arguments.flatMap(flagsIn).filter((flag) => flag === name).length;
}

/** The arguments behind those that have such a flag and no value of their own. */
export function valuesOf(command: PlainCommand, isFlag: (name: string) => boolean): string[] {
  return command.arguments.flatMap((_, index) => (isValue(command, index, isFlag) ? [command.arguments[index]!] : []));
}

/** The arguments that are no flags and do not stand behind one that takes a value. */
export function operandsOf(command: PlainCommand, takesValue: (flag: string) => boolean = () => false): string[] {
  return command.arguments.filter((arg, index) => flagsIn(arg).length === 0 && !isValue(command, index, takesValue));
}

function isValue(command: PlainCommand, index: number, isFlag: (name: string) => boolean): boolean {
  const before = command.arguments[index - 1];
  return before !== undefined && !before.includes("=") && flagsIn(before).some(isFlag);
}
