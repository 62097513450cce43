import type { Edit } from "../base/edit.ts";
import type { Span } from "../base/span.ts";
import type { RunStep } from "../model/dockerfile/scripts/run-steps.ts";
import type { CommandOption } from "../model/shell/options.ts";
import type { Invocation } from "../model/shell/invocations.ts";
import type { PackageCommand } from "../model/shell/packages.ts";
import type { AndOrList, ShellWord, Statement } from "../syntax/shell/tree.ts";
import { insert, lineBreakOf, remove, removeLines } from "./fix.ts";

// Edits of the commands in a RUN that keep its continuation lines, indentation and comments, and leave a valid script. Each is
// undefined where it cannot be done without harm, as in an exec form.

/** Adds a command behind everything that the RUN does, joined as its commands are joined. */
export function appendCommand(step: RunStep, command: string): Edit | undefined {
  const { script } = step.script;
  const last = script?.statements.at(-1);
  if (script === undefined || last === undefined || last.separator?.operator === "&" || script.faults.length > 0) return undefined;
  const end = last.list.span.end;
  if (step.run.heredocs.length > 0 && end > step.run.headSpan.end) return appendToHeredoc(step, last, command);
  if (endsInComment(step, end)) return undefined;
  const previous = script.statements.at(-2);
  const { pipelines } = last.list;
  const isErrexit = isErrexitAt(step, last.list);
  if (isErrexit && pipelines.length === 1 && previous?.separator?.operator === ";") {
    const gap = step.dockerfile.text.slice(previous.list.span.end, last.list.span.start);
    if (!gap.includes("#")) return insert(end, gap + command);
  }
  return insert(end, joinOf(step, last.list) + command);
}

/** The text between two commands of an and-list, as the list has it already or as the step's shape suggests. */
function joinOf(step: RunStep, list: AndOrList): string {
  const { text } = step.dockerfile;
  for (let index = list.operators.length - 1; index >= 0; index--) {
    const gap = text.slice(list.pipelines[index]!.span.end, list.pipelines[index + 1]!.span.start);
    if (list.operators[index]!.operator === "&&" && !gap.includes("#")) return gap;
  }
  const head = text.slice(step.run.span.start, step.run.headSpan.end);
  const indent = /\n([ \t]+)\S/.exec(head)?.[1];
  return indent === undefined ? " && " : ` ${step.dockerfile.tree.escape}${lineBreakOf(text)}${indent}&& `;
}

/** A line of its own where errors end the script; otherwise joined, so that the last command's failure still counts. */
function appendToHeredoc(step: RunStep, last: Statement, command: string): Edit | undefined {
  const { text } = step.dockerfile;
  const { start, end } = last.list.span;
  if (last.list.pipelines.some(({ commands }) => commands.some((node) => node.redirections.some(({ heredoc }) => heredoc)))) return undefined;
  if (!isErrexitAt(step, last.list)) return insert(end, joinedInHeredoc(text, last.list) + command);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, start))![0];
  const lineEnd = text.indexOf("\n", end);
  return lineEnd < 0 ? undefined : insert(lineEnd + 1, indent + command + lineBreakOf(text));
}

function joinedInHeredoc(text: string, list: AndOrList): string {
  const count = list.pipelines.length;
  const gap = count < 2 ? "" : text.slice(list.pipelines[count - 2]!.span.end, list.pipelines[count - 1]!.span.start);
  return gap !== "" && !gap.includes("#") && list.operators.at(-1)?.operator === "&&" ? gap : " && ";
}

function isErrexitAt(step: RunStep, list: AndOrList): boolean {
  const { facts } = step.script;
  const use = facts.commands.find(({ command }) => command.span.start >= list.span.start && command.span.end <= list.span.end);
  return use !== undefined && facts.optionsBefore(use).errexit;
}

/** Whether a shell comment follows on the last line, behind which nothing can be added. */
function endsInComment(step: RunStep, end: number): boolean {
  return /^[^\n]*#/.test(step.dockerfile.text.slice(end, step.run.headSpan.end)) && step.run.heredocs.length > 0;
}

/** Takes one command out of the list that it stands in; undefined when nothing would be left or the join is not a plain one. */
export function removeCommand(step: RunStep, invocation: Invocation): Edit | undefined {
  const { use } = invocation;
  if (use === undefined || use.pipeline.commands.length !== 1 || invocation.outer !== undefined || use.pipeline.isNegated) return undefined;
  // The text of a heredoc stands behind the line, and would stay.
  if (use.command.redirections.some(({ heredoc }) => heredoc !== undefined)) return undefined;
  const { list, listIndex, statementIndex, siblings, statement } = use;
  if (statement.separator?.operator === "&") return undefined;
  const own = list.pipelines[listIndex]!.span;
  if (list.pipelines.length > 1) {
    if (listIndex > 0) return use.before?.operator === "&&" ? removeGap(step, list.pipelines[listIndex - 1]!.span.end, own.start, own.end) : undefined;
    const next = list.pipelines[1]!.span;
    return list.operators[0]!.operator === "&&" ? removeGap(step, own.end, next.start, next.start, own.start) : undefined;
  }
  const previous = siblings[statementIndex - 1];
  if (previous !== undefined && previous.separator?.operator !== "&") return removeGap(step, previous.list.span.end, own.start, own.end);
  const next = siblings[statementIndex + 1];
  return next === undefined ? undefined : removeGap(step, own.end, next.span.start, next.span.start, own.start);
}

/** Removes `from`–`to` unless a comment stands in the gap, which would go with it. */
function removeGap(step: RunStep, gapStart: number, gapEnd: number, to: number, from = gapStart): Edit | undefined {
  return step.dockerfile.text.slice(gapStart, gapEnd).includes("#") ? undefined : remove({ start: from, end: to });
}

/** Takes words out of a command, with the blanks and line joins in front of them. */
export function removeWords(step: RunStep, invocation: Invocation, words: readonly ShellWord[]): Edit[] | undefined {
  const { text } = step.dockerfile;
  const edits: Edit[] = [];
  for (const word of words) {
    const index = invocation.words.indexOf(word);
    const previous = invocation.words[index - 1];
    if (previous === undefined || !isWritten(step, word)) return undefined;
    const gap = text.slice(previous.span.end, word.span.start);
    if (gap.includes("#")) {
      const line = ownLine(step, word);
      if (line === undefined) return undefined;
      edits.push(remove(line));
      continue;
    }
    const start = previous.span.end;
    const before = edits.at(-1);
    if (before !== undefined && before.span.end === start) edits[edits.length - 1] = remove({ start: before.span.start, end: word.span.end });
    else edits.push(remove({ start, end: word.span.end }));
  }
  return edits;
}

/** The continued line of a word that stands alone in it; the comment above it stays where it is. */
function ownLine(step: RunStep, word: ShellWord): Span | undefined {
  const { text } = step.dockerfile;
  const start = text.lastIndexOf("\n", word.span.start - 1) + 1;
  const end = text.indexOf("\n", word.span.end) + 1;
  const isAlone = text.slice(start, word.span.start).trim() === "" && text.slice(word.span.end, end).trim() === step.dockerfile.tree.escape;
  return isAlone ? { start, end } : undefined;
}

/** Takes an option out of a command, with its value. */
export function removeOption(step: RunStep, invocation: Invocation, option: CommandOption): Edit[] | undefined {
  if (/^-[^-]/.test(option.word.unquoted) && option.word.unquoted.length > 2) return undefined;
  const value = option.valueWord === undefined || option.valueWord === option.word ? [] : [option.valueWord];
  return removeWords(step, invocation, [option.word, ...value]);
}

/** Adds options behind the subcommand and the options that follow it at once. */
export function addOption(step: RunStep, command: PackageCommand, option: string): Edit | undefined {
  const { subcommandSpan, invocation } = command;
  if (!invocation.words.every((word) => isWritten(step, word))) return undefined;
  let end = subcommandSpan?.end ?? invocation.words[0]!.span.end;
  const first = invocation.words.findIndex((word) => word.span.start >= end);
  for (const word of first < 0 ? [] : invocation.words.slice(first)) {
    // Of several letters in one word the last may take the word behind it.
    const own = command.options.findLast((candidate) => candidate.word === word);
    if (own === undefined || own.span.end > word.span.end || step.dockerfile.text.slice(end, word.span.start).includes("\n")) break;
    end = word.span.end;
  }
  return insert(end, step.run.command?.exec === undefined ? ` ${option}` : `, "${option}"`);
}

/** Whether a word stands in the file as the shell has it, so that its span may be edited: not in a decoded script. */
export function isWritten(step: RunStep, word: { readonly span: Span; readonly text: string }): boolean {
  const { start, end } = word.span;
  const written = step.dockerfile.text.slice(start, end);
  return written === word.text || written.includes("\n");
}

/** Adds an option in front of the subcommand and all other options. */
export function addGlobalOption(step: RunStep, { invocation }: PackageCommand, option: string): Edit | undefined {
  const program = invocation.words[0]!;
  if (!isWritten(step, program)) return undefined;
  return insert(program.span.end, step.run.command?.exec === undefined ? ` ${option}` : `, "${option}"`);
}

/** `sudo ` when the command is called so, for a further command with the same rights. */
export function wrapperOf({ invocation }: PackageCommand): string {
  return invocation.wrappers.some((word) => word.unquoted === "sudo") ? "sudo " : "";
}

/** Puts a command in front of everything that the RUN does, joined as its commands are joined. */
export function prependCommand(step: RunStep, command: string): Edit | undefined {
  const { script } = step.script;
  const first = script?.statements[0];
  if (script === undefined || first === undefined || script.faults.length > 0 || step.run.command?.exec !== undefined) return undefined;
  const { start } = first.list.span;
  if (start < step.run.headSpan.end) return insert(start, command + joinOf(step, first.list));
  const lineStart = step.dockerfile.text.lastIndexOf("\n", start - 1) + 1;
  return insert(start, command + lineBreakOf(step.dockerfile.text) + step.dockerfile.text.slice(lineStart, start));
}

/** Joins the command of a RUN with that of the RUN right behind it, when nothing stands between them and neither has flags. */
export function joinWithNext(step: RunStep, next: RunStep): Edit | undefined {
  const { text } = step.dockerfile;
  const isSimple = [step, next].every(({ run, script, isOnbuild }) => run.flags.length === 0 && run.heredocs.length === 0 && !isOnbuild && script.script?.statements.length === 1 && script.script.faults.length === 0);
  const first = step.script.script?.statements[0];
  const second = next.script.script?.statements[0];
  if (!isSimple || first === undefined || second === undefined || first.separator !== undefined || second.separator !== undefined) return undefined;
  if (text.slice(step.run.span.end, next.run.span.start).trim() !== "" || second.list.operators.some(({ operator }) => operator === "||")) return undefined;
  const span = { start: first.list.span.end, end: second.list.span.start };
  return text.slice(span.start, span.end).includes("#") ? undefined : { span, newText: " && " };
}

/** Takes a command out of its list, or the whole RUN where it is the only one and nothing is noted beside it. */
export function removeCommandOrRun(step: RunStep, invocation: Invocation): Edit | undefined {
  const { script } = step.script;
  const [statement, ...others] = script?.statements ?? [];
  const isOnly = statement !== undefined && others.length === 0 && statement.list.pipelines.length === 1 && statement.list.pipelines[0]!.commands[0] === invocation.command && statement.list.pipelines[0]!.commands.length === 1;
  if (!isOnly) return removeCommand(step, invocation);
  const { text } = step.dockerfile;
  return text.slice(step.run.span.start, step.run.span.end).includes("#") ? undefined : removeLines(text, step.run);
}
