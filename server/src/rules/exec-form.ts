import type { Span } from "../base/span.ts";
import { type PlainWord, simpleCommandOf } from "../model/dockerfile/containers/simple-command.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { ScriptInstruction } from "../model/dockerfile/scripts/scripts.ts";
import type { CommandInstruction } from "../syntax/dockerfile/tree.ts";
import { type Fix, insertAfter, insertBefore, remove, replace, suggestion } from "./fix.ts";

/** Writes a command as a JSON array: its words where no shell is needed for them, otherwise a shell that gives way to the program. */
export function execFormOf(dockerfile: Dockerfile, instruction: CommandInstruction): Fix | undefined {
  const simple = simpleCommandOf(dockerfile, instruction);
  if (!simple || !instruction.command) return undefined;
  const { command, words, hasExec } = simple;
  if (words) return toExecForm(command.span.start, words);
  return hasExec ? undefined : shellWithExec(dockerfile.text, instruction.command.span);
}

/** Writes a command as the array of its words; undefined where a shell is needed. */
export function plainExecFormOf(dockerfile: Dockerfile, instruction: ScriptInstruction): Fix | undefined {
  const simple = simpleCommandOf(dockerfile, instruction);
  return simple?.words && toExecForm(simple.command.span.start, simple.words);
}

/** Writes words as a JSON array and keeps what stands between them, such as line continuations. */
function toExecForm(start: number, words: readonly PlainWord[]): Fix {
  const edits = words.map(({ span, value }, index) => replace(span, `${index === 0 ? "[" : ""}${JSON.stringify(value)}${index + 1 < words.length ? "," : "]"}`));
  const first = words[0]!.span.start;
  return suggestion("Change to exec form", ...(first > start ? [remove({ start, end: first })] : []), ...edits);
}

/** Expansions need a shell; with `exec` it is replaced by the program. */
function shellWithExec(text: string, span: Span): Fix | undefined {
  const source = text.slice(span.start, span.end);
  if (/^[ \t]*#/m.test(source)) return undefined;
  const edits = [...source.matchAll(/"|\t|\\(?![ \t]*\r?\n)/g)].map((match) => {
    const start = span.start + match.index;
    return replace({ start, end: start + 1 }, match[0] === "\t" ? " " : `\\${match[0]}`);
  });
  return suggestion("Start it with exec from an explicit shell", insertBefore(span, '["/bin/sh", "-c", "exec '), ...edits, insertAfter(span, '"]'));
}
