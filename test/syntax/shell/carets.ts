import type { Span } from "../../../server/src/base/span.ts";

export interface Mark {
  readonly span: Span;
  readonly label: string;
}

/** Takes the lines of `^^^^ label` out of a text and gives the spans above them. */
export function readCarets(marked: string): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  let lineStart = 0;
  let next = 0;
  for (const line of marked.split("\n")) {
    const match = /^( *)(\^+)(?: (.*))?$/.exec(line);
    if (match === null) {
      kept.push(line);
      lineStart = next;
      next += line.length + 1;
    } else {
      const start = lineStart + match[1]!.length;
      marks.push({ span: { start, end: start + match[2]!.length }, label: match[3] ?? "" });
    }
  }
  return { text: kept.join("\n"), marks };
}

/** Writes a text with a line of carets under each span; spans that cover several lines are cut at the first line's end. */
export function writeCarets(text: string, marks: readonly Mark[]): string {
  const lines: string[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push(line);
    const end = start + line.length;
    const here = marks.filter((mark) => start <= mark.span.start && mark.span.start <= end);
    for (const { span, label } of [...here].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
      const width = Math.max(1, Math.min(span.end, end) - span.start);
      lines.push(`${" ".repeat(span.start - start)}${"^".repeat(width)} ${label}`.trimEnd());
    }
    start = end + 1;
  }
  return lines.join("\n");
}
