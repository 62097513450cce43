import type { Span } from "./span.ts";

/** A part of a text put together from others; `source` is its offset in the text that it was taken from, undefined for what was added. */
export interface TextPart {
  readonly text: string;
  readonly source: number | undefined;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly source: number | undefined;
}

/** A text put together from parts of another one, whose places can be found in that again. */
export class MappedText {
  readonly text: string;
  private readonly pieces: readonly Piece[];
  private readonly lineStarts: readonly number[];
  private readonly hasPairs: boolean;

  constructor(parts: readonly TextPart[]) {
    let start = 0;
    this.pieces = parts.filter(({ text }) => text !== "").map(({ text, source }) => {
      const piece = { start, end: start + text.length, source };
      start = piece.end;
      return piece;
    });
    this.text = parts.map(({ text }) => text).join("");
    const lineStarts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
    this.lineStarts = lineStarts;
    this.hasPairs = /[\ud800-\udbff][\udc00-\udfff]/.test(this.text);
  }

  /** The offset of a place whose line and column count from one, columns in Unicode characters. */
  offsetAt(line: number, column: number): number {
    const start = this.lineStarts[line - 1] ?? this.text.length;
    const end = (this.lineStarts[line] ?? this.text.length + 1) - 1;
    if (!this.hasPairs) return Math.min(end, start + column - 1);
    let offset = start;
    for (let left = column - 1; left > 0 && offset < end; left--) offset += this.text.codePointAt(offset)! > 0xffff ? 2 : 1;
    return offset;
  }

  /** From where the first character comes from to where the last one does; undefined where one of them was added. */
  sourceOf({ start, end }: Span): Span | undefined {
    const first = this.offsetInSource(start);
    const last = end > start ? this.offsetInSource(end - 1) : first;
    if (first === undefined || last === undefined) return undefined;
    return { start: first, end: end > start ? last + 1 : first };
  }

  /** The same for a range that must stand in the source as it stands here, so that it can be edited. `leans` says to which side an empty one belongs. */
  exactSourceOf({ start, end }: Span, leans: "left" | "right"): Span | undefined {
    const index = start < end || leans === "right" ? pieceAt(this.pieces, start) : pieceAt(this.pieces, start - 1);
    const piece = this.pieces[index];
    if (piece?.source === undefined || start < piece.start || end > piece.end) return undefined;
    const shift = piece.source - piece.start;
    return { start: start + shift, end: end + shift };
  }

  private offsetInSource(offset: number): number | undefined {
    const piece = this.pieces[pieceAt(this.pieces, offset)];
    return piece?.source === undefined ? undefined : Math.min(offset, piece.end) - piece.start + piece.source;
  }
}

/** The index of the piece, of those that follow each other, which holds the character at an offset; behind the end the last one. */
export function pieceAt(pieces: readonly { readonly end: number }[], offset: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
