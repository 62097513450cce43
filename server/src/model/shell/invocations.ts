import { alongside } from "../../base/anchored-span.ts";
import type { Span, Spanned } from "../../base/span.ts";
import { parseDecodedShell, parseShellSource } from "../../syntax/shell/parse.ts";
import { nestedSource } from "../../syntax/shell/source.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../syntax/shell/tree.ts";
import { commandsOf, type CommandUse, type Scope } from "../../syntax/shell/walk.ts";
import { parseArguments, type OptionSyntax } from "./options.ts";
import { wrapperOf } from "./wrappers.ts";

/** A program and its arguments, behind wrappers such as `sudo` and `env`. */
export interface Invocation extends Spanned {
  /** From the program's name to its last argument, wrappers left out. */
  readonly span: Span;
  /** The last component of the program's path. */
  readonly name: string;
  /** The name and the arguments. */
  readonly words: readonly ShellWord[];
  readonly arguments: readonly ShellWord[];
  /** The words that start the wrappers in front, outermost first. */
  readonly wrappers: readonly ShellWord[];
  /** Undefined in exec form. */
  readonly use: CommandUse | undefined;
  readonly command: ShellCommand | undefined;
  /** The shell invocation whose `-c` script this one stands in. */
  readonly outer: Invocation | undefined;
  /** The script of `sh -c`, `eval` and `su -c`. */
  readonly script: ShellScript | undefined;
}

interface Place {
  readonly use: CommandUse | undefined;
  readonly outer: Invocation | undefined;
  readonly depth: number;
}

const maxNesting = 8;

/** The invocations of a script in order; those in the script of `sh -c` follow the shell's own. */
export function invocationsOf(uses: readonly CommandUse[]): Invocation[] {
  const found: Invocation[] = [];
  for (const use of uses) collect({ use, outer: undefined, depth: 0 }, found);
  return found;
}

/** The invocations of an exec form, whose words are given as they are. */
export function invocationsOfArgv(words: readonly ShellWord[]): Invocation[] {
  const found: Invocation[] = [];
  resolve(words, { use: undefined, outer: undefined, depth: 0 }, found);
  return found;
}

function collect(place: Place & { readonly use: CommandUse }, found: Invocation[]): void {
  const { command } = place.use;
  if (command.name !== undefined) resolve([command.name, ...command.arguments], place, found);
}

function resolve(words: readonly ShellWord[], place: Place, found: Invocation[]): void {
  const { rest, wrappers } = unwrap(words);
  const first = rest[0];
  if (first === undefined) return;
  const name = baseName(first.unquoted);
  const word = place.depth < maxNesting ? scriptWord(name, rest) : undefined;
  const script = word === undefined ? undefined : scriptInWord(word);
  const invocation: Invocation = {
    span: alongside(first.span, first.span.start, rest.at(-1)!.span.end),
    name,
    words: rest,
    arguments: rest.slice(1),
    wrappers,
    use: place.use,
    command: place.use?.command,
    outer: place.outer,
    script,
  };
  found.push(invocation);
  if (script === undefined) return;
  for (const use of commandsOf(script)) {
    // Substitutions in double quotes are the outer shell's: they have been seen there.
    if (word!.hasExpansion && isSubstituted(use.scope)) continue;
    collect({ use, outer: invocation, depth: place.depth + 1 }, found);
  }
}

function isSubstituted(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) if (at.kind === "substitution") return true;
  return false;
}

/** The words from the effective program on, and the wrappers in front of it. A wrapper that starts nothing is the program. */
export function unwrap(words: readonly ShellWord[]): { rest: readonly ShellWord[]; wrappers: readonly ShellWord[] } {
  let rest = words;
  let wrappers: readonly ShellWord[] = noWords;
  for (;;) {
    const first = rest[0];
    if (first === undefined) return { rest, wrappers };
    const inner = wrappedStart(baseName(first.unquoted), rest);
    if (inner === -1) return { rest, wrappers };
    wrappers = [...wrappers, first];
    rest = rest.slice(inner);
  }
}

const noWords: readonly ShellWord[] = [];

/** The index of the program that a wrapper starts, -1 when the first word is no wrapper. */
function wrappedStart(name: string, words: readonly ShellWord[]): number {
  const wrapper = wrapperOf(name);
  if (wrapper === undefined) return -1;
  const { options, operands } = parseArguments(words.slice(1), wrapper.syntax);
  if (wrapper.stopsAt?.some((stop) => options.some((option) => option.name === stop))) return -1;
  let index = 0;
  if (wrapper.takesAssignments) {
    while (index < operands.length && /^[A-Za-z_]\w*\+?=/.test(operands[index]!.unquoted)) index++;
  }
  const program = operands[index + wrapper.operands];
  return program === undefined ? -1 : words.indexOf(program);
}

const shellSyntax: OptionSyntax = { withValue: new Set(["-o", "-O", "--rcfile", "--init-file"]), endsAtOperand: true };
const switchUserSyntax: OptionSyntax = { withValue: new Set(["-c", "--command", "-s", "--shell", "-g", "-G", "-w"]) };
const shells = new Set(["sh", "bash", "ash", "dash", "ksh", "zsh"]);

/** The argument that holds a script. */
function scriptWord(name: string, words: readonly ShellWord[]): ShellWord | undefined {
  if (shells.has(name)) {
    const { options, operands } = parseArguments(words.slice(1), shellSyntax);
    return options.some((option) => option.name === "-c") ? operands[0] : undefined;
  }
  if (name === "su" || name === "runuser") {
    const { options } = parseArguments(words.slice(1), switchUserSyntax);
    const word = options.find((option) => option.name === "-c" || option.name === "--command")?.valueWord;
    return word === undefined || word.text.startsWith("-") ? undefined : word;
  }
  return name === "eval" && words.length === 2 ? words[1]! : undefined;
}

/**
 * The script that a word holds; undefined where all of it is one expansion. Where the word is one quoted piece without
 * escapes, spans are those of the text; otherwise every span in it is the word's.
 */
export function scriptInWord(word: ShellWord): ShellScript | undefined {
  const { text, value } = word;
  if (word.hasExpansion && isOneExpansion(word)) return undefined;
  const isOnePiece = text.length === word.span.end - word.span.start;
  const inner = isOnePiece ? quotedContent(text) : undefined;
  if (inner !== undefined) return parseShellSource(nestedSource(inner, alongside(word.span, word.span.start + 1, word.span.end - 1)));
  if (isOnePiece && text === value) return parseShellSource(nestedSource(text, word.span));
  return parseDecodedShell(value ?? word.unquoted, word.span);
}

/** What stands between the quotes of a word that is one quoted string in which every character stands for itself. */
function quotedContent(text: string): string | undefined {
  const inner = text.slice(1, -1);
  if (text.length < 2 || text.at(-1) !== text[0]) return undefined;
  if (text[0] === "'") return inner.includes("'") ? undefined : inner;
  return text[0] !== '"' || /"|`|\\[^\s]/.test(inner) ? undefined : inner;
}

function isOneExpansion(word: ShellWord): boolean {
  const [first, ...more] = word.parts;
  if (first === undefined || more.length > 0) return false;
  return first.kind === "double-quoted" ? first.parts.length === 1 : true;
}

/** The last component of a path; a path that ends in an expansion stays as it is. */
export function baseName(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 || /[)}`]$/.test(path) ? path : path.slice(slash + 1);
}
