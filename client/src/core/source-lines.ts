import type { FilePlace, SourceExcerpt } from "./build-failure.ts";

/** Lines counted from 0; the last one is included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A range as editors count: from 0, in UTF-16 code units, the end not included. */
export interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/**
 * Where the marked lines of an excerpt stand in a text that may have been edited since the build read it:
 * at their numbers if they are there unchanged, else at the nearest place that has them, else undefined.
 */
export function locateExcerpt(excerpt: SourceExcerpt, text: string): LineRange | undefined {
  const marked = excerpt.lines.filter((line) => line.isMarked);
  if (marked.length === 0) return undefined;
  return locateLines(marked.map((line) => line.text), marked[0]!.number - 1, text);
}

/** Where lines `firstLine`… `lastLine` (from 1) of the text that BuildKit read stand in the text as it is now. */
export function locateSourceLines(source: string, firstLine: number, lastLine: number, text: string): LineRange | undefined {
  const lines = source.split(/\r?\n/).slice(firstLine - 1, lastLine);
  return locateLines(lines, firstLine - 1, text);
}

function locateLines(wanted: readonly string[], expected: number, text: string): LineRange | undefined {
  if (wanted.length === 0) return undefined;
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const sought = wanted.map((line) => line.trimEnd());
  const fits = (at: number): boolean => sought.every((line, index) => lines[at + index] === line);
  for (let distance = 0; distance < lines.length; distance++) {
    for (const at of distance === 0 ? [expected] : [expected - distance, expected + distance]) {
      if (at >= 0 && fits(at)) return { first: at, last: at + sought.length - 1 };
    }
  }
  return undefined;
}

/**
 * The line in `within` at which an instruction starts, given as the name of its step: continued lines joined, variables
 * replaced by their values, of a here-document only the beginning. So the text up to the first variable has to agree,
 * and the line that agrees longest is taken.
 */
export function locateInstruction(instruction: string, text: string, within: LineRange): LineRange | undefined {
  const wanted = squeeze(instruction);
  const lines = text.split(/\r?\n/);
  let best: number | undefined;
  let bestLength = (wanted.split(" ")[0] ?? "").length + 1;
  for (let number = within.first; number <= Math.min(within.last, lines.length - 1); number++) {
    const whole = squeeze(joinContinued(lines, number));
    if (whole === wanted) return { first: number, last: number };
    const fixed = whole.includes("<<") ? whole : (/^([^$]*)\$/.exec(whole)?.[1] ?? "");
    if (fixed.length > bestLength && wanted.startsWith(fixed)) {
      best = number;
      bestLength = fixed.length;
    }
  }
  return best === undefined ? undefined : { first: best, last: best };
}

function joinContinued(lines: readonly string[], number: number): string {
  const parts: string[] = [];
  for (let at = number; at < lines.length; at++) {
    const line = lines[at]!;
    if (at > number && /^\s*(#|$)/.test(line)) continue;
    parts.push(line.replace(/[\\`]\s*$/, ""));
    if (!/[\\`]\s*$/.test(line)) break;
  }
  return parts.join(" ");
}

function squeeze(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** Whole lines without the blanks around them, so that a squiggle does not run into the margin. */
export function rangeOfLines(lines: LineRange, text: string): TextRange {
  const all = text.split(/\r?\n/);
  const first = all[lines.first] ?? "";
  const last = all[lines.last] ?? "";
  return {
    start: { line: lines.first, character: first.length - first.trimStart().length },
    end: { line: lines.last, character: last.trimEnd().length },
  };
}

/** The place that an error of HCL names; its columns count grapheme clusters. */
export function rangeOfPlace(place: FilePlace, text: string): TextRange {
  const lines = text.split(/\r?\n/);
  return {
    start: { line: place.startLine - 1, character: columnToCharacter(lines[place.startLine - 1] ?? "", place.startColumn) },
    end: { line: place.endLine - 1, character: columnToCharacter(lines[place.endLine - 1] ?? "", place.endColumn) },
  };
}

function columnToCharacter(line: string, column: number): number {
  const clusters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(line)];
  return clusters[column - 1]?.index ?? line.length;
}

/** One replacement in a document: the lines it touched and by how many lines the text grew. */
export interface LineChange {
  readonly first: number;
  readonly last: number;
  readonly addedLines: number;
}

/** Moves a range over an edit; undefined when the edit touched one of its lines, because what was said of it may no longer hold. */
export function moveRange(range: TextRange, change: LineChange): TextRange | undefined {
  if (range.end.line < change.first) return range;
  if (range.start.line <= change.last) return undefined;
  const { start, end } = range;
  return {
    start: { line: start.line + change.addedLines, character: start.character },
    end: { line: end.line + change.addedLines, character: end.character },
  };
}
