import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** A line of the file. */
export interface TextLine {
  readonly start: number;
  /** In front of its line break. */
  readonly end: number;
  /** Behind its line break. */
  readonly next: number;
}

/** The lines of the Dockerfile itself: bodies of heredocs are another text, with closing lines that must stay as they are. */
const ownLines: (dockerfile: Dockerfile) => readonly TextLine[] = memoize((dockerfile: Dockerfile) => {
  const bodies = dockerfile.tree.instructions.flatMap(({ heredocs }) => heredocs.map(({ body, terminator }): Span => ({ start: body.start, end: (terminator ?? body).end })));
  const { text } = dockerfile;
  const lines: TextLine[] = [];
  let body = 0;
  for (let start = 0; start < text.length; ) {
    const lineBreak = text.indexOf("\n", start);
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    const end = lineBreak < 0 ? text.length : text[lineBreak - 1] === "\r" ? lineBreak - 1 : lineBreak;
    while (body < bodies.length && bodies[body]!.end < start) body++;
    if (!bodies[body] || start < bodies[body]!.start) lines.push({ start, end, next });
    start = next;
  }
  return lines;
});

/** Where lines end in blanks. */
export function trailingBlanks(dockerfile: Dockerfile): Span[] {
  return ownLines(dockerfile).flatMap(({ start, end }) => {
    const content = start + dockerfile.text.slice(start, end).trimEnd().length;
    return content < end ? [{ start: content, end }] : [];
  });
}

/** Runs of more than `most` blank lines: from the first one that is too many to behind the last. */
export function surplusBlankLines(dockerfile: Dockerfile, most: number): Span[] {
  const found: Span[] = [];
  let run: TextLine[] = [];
  const close = (): void => {
    if (run.length > most) found.push({ start: run[most]!.start, end: run.at(-1)!.next });
    run = [];
  };
  for (const line of ownLines(dockerfile)) {
    const isBlank = dockerfile.text.slice(line.start, line.end).trim() === "";
    if (!isBlank || (run.length > 0 && run.at(-1)!.next !== line.start)) close();
    if (isBlank) run.push(line);
  }
  close();
  return found;
}
