import { alongside } from "../../base/anchored-span.ts";
import { ownText } from "../../base/own-text.ts";
import type { Span } from "../../base/span.ts";
import type { CommandInstruction, HealthcheckInstruction, Heredoc, JsonArray, RunInstruction } from "../../syntax/dockerfile/tree.ts";
import { isPosixLike, shebangArgv, shellKind, type ShellKind } from "../../syntax/shell/dialect.ts";
import { parseShellSource } from "../../syntax/shell/parse.ts";
import { joinedSource, rawSource, type ShellSource } from "../../syntax/shell/source.ts";
import type { ShellScript, ShellWord } from "../../syntax/shell/tree.ts";
import { literalWord } from "../../syntax/shell/words.ts";

/** The script that an instruction hands to a shell. */
export interface ShellInput {
  /** Of the SHELL in force, or of the `#!` line of a heredoc. */
  readonly shell: ShellKind;
  /** The words that start the interpreter. */
  readonly shellArgv: readonly string[];
  /** Where the script stands. */
  readonly span: Span;
  /** Whether the script is the body of a heredoc, run as it stands. */
  readonly isHeredocBody: boolean;
  /** Read when it is first asked for; undefined for another language: PowerShell, cmd, Python. */
  readonly script: ShellScript | undefined;
}

/**
 * The script of a command in shell form; undefined for an exec form and where nothing is to be run. As in BuildKit a
 * command that is nothing but one heredoc operator runs the body; otherwise the shell receives the command
 * with its heredocs.
 */
export function shellInputOf(
  text: string,
  instruction: RunInstruction | CommandInstruction | HealthcheckInstruction,
  escape: string,
  shellArgv: readonly string[],
): ShellInput | undefined {
  const { command, heredocs } = instruction;
  if (command === undefined || command.form === "exec" || instruction.kind === "SHELL") return undefined;
  const first = heredocs[0];
  if (first !== undefined && first.span.start <= command.span.start && first.span.end >= command.span.end) {
    return heredocInput(text, first, shellArgv);
  }
  const shell = shellKind(shellArgv);
  const end = heredocs.length === 0 ? command.span.end : instruction.span.end;
  const span = alongside(command.span, command.span.start, end);
  const original = ownText(text.slice(span.start, span.end));
  const headLength = command.span.end - span.start;
  return new LazyInput({ shell, shellArgv, span, isHeredocBody: false }, () => joinedSource(original, span, headLength, escape));
}

function heredocInput(text: string, heredoc: Heredoc, shellArgv: readonly string[]): ShellInput {
  const body = ownText(text.slice(heredoc.body.start, heredoc.body.end));
  // The tabs go before anybody looks for the line that names an interpreter.
  const argv = shebangArgv(heredoc.stripsTabs ? body.replace(/^\t+/, "") : body) ?? shellArgv;
  const shell = shellKind(argv);
  return new LazyInput({ shell, shellArgv: argv, span: heredoc.body, isHeredocBody: true }, () => rawSource(body, heredoc.body));
}

/** Reads the script when it is first asked for. */
class LazyInput implements ShellInput {
  readonly shell: ShellKind;
  readonly shellArgv: readonly string[];
  readonly span: Span;
  readonly isHeredocBody: boolean;
  readonly #source: () => ShellSource;
  #script: ShellScript | undefined;

  constructor({ shell, shellArgv, span, isHeredocBody }: Omit<ShellInput, "script">, source: () => ShellSource) {
    this.shell = shell;
    this.shellArgv = shellArgv;
    this.span = span;
    this.isHeredocBody = isHeredocBody;
    this.#source = source;
  }

  get script(): ShellScript | undefined {
    return isPosixLike(this.shell) ? (this.#script ??= parseShellSource(this.#source())) : undefined;
  }
}

/** The words of an exec form. A string without escapes maps to the text between its quotes. */
export function execWords(text: string, array: JsonArray): ShellWord[] {
  return array.items.map((item) => literalWord(item.value, item.span, ownText(text.slice(item.span.start, item.span.end))));
}
