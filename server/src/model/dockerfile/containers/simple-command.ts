import type { Span } from "../../../base/span.ts";
import type { ShellCommand } from "../../../syntax/shell/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type ScriptInstruction, scriptOf } from "../scripts/scripts.ts";

/** Commands that only a shell knows, so that no exec form can start them. */
const shellBuiltins: ReadonlySet<string> = new Set([
  ".", ":", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "dirs", "eval", "exit", "export", "fg", "getopts",
  "hash", "jobs", "let", "local", "popd", "pushd", "read", "readonly", "return", "set", "shift", "shopt", "source", "times", "trap",
  "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait",
]);

/** The command of a shell form that is one program with arguments: no list, pipe, redirection or assignment around it. */
export interface SimpleCommand {
  readonly command: ShellCommand;
  /** Whether `exec` stands in front of the program; it is not among the words. */
  readonly hasExec: boolean;
  /** The words as the program gets them; undefined when only a shell can work them out. */
  readonly words: readonly PlainWord[] | undefined;
}

export interface PlainWord {
  readonly span: Span;
  readonly value: string;
}

/** Whether the shell gives way to a program at the end, as in `echo Starting; exec nginx`. */
export function endsInExec(dockerfile: Dockerfile, instruction: ScriptInstruction): boolean {
  const last = scriptOf(dockerfile, instruction).script?.statements.at(-1)?.list.pipelines.at(-1);
  const [command, ...piped] = last?.commands ?? [];
  return piped.length === 0 && command?.kind === "command" && command.name?.value === "exec" && command.arguments.length > 0;
}

export function simpleCommandOf(dockerfile: Dockerfile, instruction: ScriptInstruction): SimpleCommand | undefined {
  const { script } = scriptOf(dockerfile, instruction);
  const statement = script?.statements[0];
  if (!script || !statement || script.statements.length > 1 || script.faults.length > 0 || statement.separator) return undefined;
  const [pipeline, ...others] = statement.list.pipelines;
  const command = pipeline?.commands[0];
  if (others.length > 0 || !pipeline || pipeline.commands.length > 1 || pipeline.isNegated || pipeline.isTimed) return undefined;
  if (command?.kind !== "command" || command.assignments.length > 0 || command.redirections.length > 0 || !command.name) return undefined;
  // A comment of the shell would become part of whatever replaces the command.
  if (dockerfile.text.slice(command.span.end, instruction.span.end).includes("#")) return undefined;
  const hasExec = command.name.value === "exec";
  const words = hasExec ? command.arguments : [command.name, ...command.arguments];
  const program = words[0];
  if (!program || shellBuiltins.has(program.unquoted) || (hasExec && program.unquoted.startsWith("-"))) return undefined;
  const isPlain = words.every((word) => word.value !== undefined && !word.text.startsWith("~") && !/[{}]/.test(word.text));
  return { command, hasExec, words: isPlain ? words.map((word) => ({ span: word.span, value: word.value! })) : undefined };
}
