import { plainPrograms } from "../../data/plain-programs.ts";
import type { AndOrList, Assignment, CommandNode, ShellScript, Statement } from "../../syntax/shell/tree.ts";
import { baseName } from "./invocations.ts";

const quoted = String.raw`"[\w ./:@%,+=;*&<>()|-]*"|'[\w ./:@%,+=;*&<>()|-]*'`;
const bare = String.raw`(?!\+?=)[\w./:@%,+-][\w./:@%,+=*~-]*`;

/** No comment, which may speak to ShellCheck, nothing that is expanded or piped, and no character that only looks like a blank or a quote. */
const plainText = new RegExp(String.raw`^(?:[\w \t\n./:@%,+=*;&~-]|${quoted})*$`);
const plainPath = /^[\w./][\w./+-]*$/;
const plainWord = new RegExp(`^(?:${bare}(?:=(?:${quoted}))?|${quoted})$`);
/** Any other bare word may be the name of a command whose output was meant. */
const plainValue = new RegExp(String.raw`^(?:\d+|noninteractive|production|linux|[\w.-]*/[\w./-]*|${quoted})$`);
/** The shell itself uses none of these variables. */
const plainVariable = /^[A-Z][A-Z\d]*_[A-Z\d_]+$|^GO[A-Z\d]+$/;
/** They would close or open a construct if a separator stood in front of them. */
const keywords: ReadonlySet<string> = new Set(["if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "for", "while", "until", "select", "function", "in", "time", "coproc"]);

/**
 * Whether a script only starts well-known programs with literal arguments, one after the other, so that ShellCheck has nothing to say of it
 * in any dialect. `text` is what the shell receives. When in doubt, a script is not plain.
 */
export function isPlainScript(text: string, { statements, faults }: ShellScript): boolean {
  return plainText.test(text) && faults.length === 0 && statements.every(isPlainStatement);
}

function isPlainStatement({ list, separator }: Statement): boolean {
  return separator?.operator !== "&" && list.pipelines.every((_, index) => isPlainPipeline(list, index));
}

function isPlainPipeline({ pipelines }: AndOrList, index: number): boolean {
  const { commands, isTimed } = pipelines[index]!;
  return !isTimed && commands.every((command) => isPlainCommand(command, index < pipelines.length - 1));
}

function isPlainCommand(command: CommandNode, isChecked: boolean): boolean {
  if (command.kind !== "command" || !command.assignments.every(isPlainAssignment)) return false;
  const words = command.arguments.map(({ text }) => text);
  const path = command.name?.text ?? "";
  if (!plainPath.test(path) || !words.every((word) => plainWord.test(word) && !keywords.has(word))) return false;
  const name = baseName(path);
  return plainPrograms.has(name) || /^python[\d.]+$|\w\.(?:py|sh)$/.test(name) || plainArguments.get(name)?.(words, isChecked) === true;
}

function isPlainAssignment({ name, isAppending, isArray, value }: Assignment): boolean {
  return !isAppending && !isArray && plainVariable.test(name) && plainValue.test(value.text);
}

/** `isChecked`: a further command runs only if this one succeeds. */
type ArgumentsTest = (words: readonly string[], isChecked: boolean) => boolean;

/** Commands that ShellCheck has checks on, and with which literal arguments none of them applies. */
const plainArguments: ReadonlyMap<string, ArgumentsTest> = new Map<string, ArgumentsTest>([
  // SC2164 misses what happens on failure, SC2103 a subshell around a `cd ..`.
  ["cd", ([path, ...more], isChecked) => isChecked && more.length === 0 && path !== undefined && /^[\w/]/.test(path)],
  // SC2253 takes `-r` for a misspelled `-R`.
  ["chmod", (words) => !words.some((word) => /^-(?![Rvf]+$)/.test(word))],
  ["cp", hasDestination],
  // SC2291 counts the blanks between words, SC3037 knows options of some shells only.
  ["echo", ([text, ...more]) => more.length === 0 && text !== undefined && !text.startsWith("-")],
  // SC2185 wants a path, SC2061 quotes around patterns, SC2146 parentheses around `-o`; SC2156 and SC2150 are about what `-exec` runs.
  ["find", ([path, ...more]) => path !== undefined && /^[\w./]/.test(path) && !more.some((word) => /^-(?:o|or|exec|execdir|ok|okdir)$|^[^'"]*\*/.test(word))],
  ["ln", hasDestination],
  // SC2174 says which folders `-m` is for.
  ["mkdir", (words) => !words.some((word) => /^-\w*m|^--mode/.test(word))],
  ["mv", hasDestination],
  // SC2114 knows folders of the system that have at most two components, behind which there may be stars.
  ["rm", (words) => words.every((word) => /^-|^[\w.]|^\/(?:tmp|root)\/[\w.*]|^(?:\/[\w.-]+){3}/.test(word))],
  // SC2121 takes `set a = b` for an assignment, SC3040 knows options of some shells only.
  ["set", ([option, ...more]) => more.length === 0 && option !== undefined && /^-[eux]+$/.test(option)],
]);

/** SC2224, SC2225 and SC2226 miss a second operand. */
function hasDestination(words: readonly string[]): boolean {
  return words.filter((word) => !/^["']?-/.test(word)).length > 1;
}
