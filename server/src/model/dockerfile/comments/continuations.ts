import type { Span } from "../../../base/span.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** Whether the instruction is not over where its text ends, so that a line below it would become part of it. */
export function isOpenAtEnd(dockerfile: Dockerfile, instruction: Instruction | undefined): boolean {
  if (instruction === undefined) return false;
  const { text, tree } = dockerfile;
  const { end } = instruction.span;
  return instruction.heredocs.some(({ terminator }) => terminator === undefined) || (text[end - 1] === tree.escape && text[end - 2] !== tree.escape);
}

/** The empty lines between the lines of one instruction. */
export interface EmptyContinuation {
  readonly instruction: Instruction;
  /** Each from its first character to behind its line break. */
  readonly lines: readonly Span[];
  /** The content of the instruction's last line, where BuildKit reports. */
  readonly lastLine: Span;
}

/** Instructions with empty lines inside; heredoc bodies are no part of it. */
export function emptyContinuations(dockerfile: Dockerfile): EmptyContinuation[] {
  const { text, instructions, escape } = dockerfile.tree;
  const found: EmptyContinuation[] = [];
  for (const instruction of instructions) {
    const { start, end } = instruction.headSpan;
    const isOpen = text[end - 1] === escape && text[end - 2] !== escape && text.indexOf("\n", end) >= 0;
    const firstBreak = text.indexOf("\n", start);
    if (firstBreak < 0 || (firstBreak >= end && !isOpen)) continue;
    const limit = isOpen ? text.length : end;
    const lines = emptyLines(text, firstBreak + 1, limit);
    if (lines.length > 0) found.push({ instruction, lines, lastLine: lastLineOf(text, limit) });
  }
  return found;
}

function emptyLines(text: string, from: number, to: number): Span[] {
  const lines: Span[] = [];
  for (let start = from; start < to;) {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak < 0 ? text.length : lineBreak + 1;
    if (text.slice(start, end).trim() === "") lines.push({ start, end });
    start = end;
  }
  return lines;
}

function lastLineOf(text: string, to: number): Span {
  const end = text.endsWith("\n", to) ? to - 1 : to;
  const start = text.lastIndexOf("\n", end - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, end))![0].length;
  return { start: Math.min(start + indent, end), end };
}
