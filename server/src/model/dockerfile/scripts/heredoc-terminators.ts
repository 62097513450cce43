import type { Span } from "../../../base/span.ts";
import type { Heredoc } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** A line that was to close a heredoc, and does not because of the blanks around its word. */
export interface MissedTerminator {
  readonly heredoc: Heredoc;
  /** The delimiter in it. */
  readonly span: Span;
  /** All of the line but its break. */
  readonly line: Span;
  readonly isIndented: boolean;
}

/** The first such line of each heredoc that nothing closes. */
export function missedTerminators(dockerfile: Dockerfile): MissedTerminator[] {
  return dockerfile.tree.instructions.flatMap(({ heredocs }) => {
    const open = heredocs.find(({ terminator }) => terminator === undefined);
    const missed = open && missedTerminator(dockerfile.text, open);
    return missed ? [missed] : [];
  });
}

export function missedTerminator(text: string, heredoc: Heredoc): MissedTerminator | undefined {
  const { delimiter, body } = heredoc;
  for (let at = text.indexOf(delimiter, body.start); at >= 0 && at < body.end; at = text.indexOf(delimiter, at + 1)) {
    const start = text.lastIndexOf("\n", at - 1) + 1;
    const lineBreak = text.indexOf("\n", at);
    const line = text.slice(start, lineBreak < 0 ? text.length : lineBreak).replace(/\r$/, "");
    if (start < body.start || line.trim() !== delimiter) continue;
    return { heredoc, span: { start: at, end: at + delimiter.length }, line: { start, end: start + line.length }, isIndented: at > start };
  }
  return undefined;
}
