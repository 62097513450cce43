import type { Edit } from "../base/edit.ts";
import { pieceAt } from "../base/mapped-text.ts";
import type { Span } from "../base/span.ts";
import type { TextPiece } from "../eval/value.ts";
import { type InlineSegment, segmentsOf } from "./inline-segments.ts";

/** A span of one file. */
export interface InlinePlace {
  readonly uri: string;
  readonly span: Span;
}

/** A document that is written as a value in other files, and its places in those. */
export class InlineText {
  readonly text: string;
  private readonly segments: readonly InlineSegment[];
  private readonly sourceText: (uri: string) => string;

  constructor(pieces: readonly TextPiece[], sourceText: (uri: string) => string) {
    this.text = pieces.map((piece) => piece.text).join("");
    this.segments = segmentsOf(pieces, sourceText);
    this.sourceText = sourceText;
  }

  /** Where a span is written; what an expression computes stands where the expression does. */
  placeOf({ start, end }: Span): InlinePlace {
    const first = this.segmentAt(start);
    const from = start >= first.end ? first.source.end : startIn(first, start);
    if (end <= start) return { uri: first.uri, span: { start: from, end: first.kind === "value" ? first.source.end : from } };
    const last = this.segmentAt(end - 1);
    const to = last.uri === first.uri ? endIn(last, end) : 0;
    return { uri: first.uri, span: { start: from, end: to > from ? to : first.source.end } };
  }

  /** The offset in the text that an offset of a file shows; undefined where no text of this document is written, or an expression that computes it. */
  offsetOf(uri: string, offset: number): number | undefined {
    const here = this.segments.filter((segment) => segment.uri === uri && segment.kind !== "value" && segment.source.start <= offset && offset <= segment.source.end);
    // Behind a line break the next line begins, although its segment may start further in.
    const segment = here.find((candidate) => candidate.source.end > offset) ?? here[0];
    if (!segment) return undefined;
    if (segment.kind === "plain") return segment.start + offset - segment.source.start;
    return offset === segment.source.end ? segment.end : segment.start;
  }

  /** The edit of the source that makes the text read as if it were edited; undefined where what is edited is computed. */
  editOf(edit: Edit): (Edit & { readonly uri: string }) | undefined {
    const { start, end } = edit.span;
    const covered = start === end ? [] : this.segments.slice(pieceAt(this.segments, start), pieceAt(this.segments, end - 1) + 1);
    const home = covered[0] ?? this.segmentBeside(start);
    if (!this.canReplace(covered, edit.span)) return undefined;
    const source = this.sourceText(home.uri);
    const indent = this.strippedIndent(start, source);
    const isWhole = this.isLineStart(start) && this.isLineStart(end) && /(?:^|\n)$/.test(edit.newText);
    const last = covered.at(-1);
    const from = start === end ? this.boundary(home, start) : startIn(home, start);
    const to = last === undefined ? from : endIn(last, end);
    const newText = encode(edit.newText, home.form);
    // The marker of a heredoc needs a line of its own.
    if (from < to && to === this.segments.at(-1)!.source.end && source[to - 1] === "\n" && source[from - 1] !== "\n" && !newText.endsWith("\n")) return undefined;
    if (!isWhole || indent === "") return { uri: home.uri, span: { start: from, end: to }, newText: newText.replaceAll("\n", `\n${indent}`) };
    const lineOf = (offset: number): number => source.lastIndexOf("\n", offset - 1) + 1;
    const next = end < this.text.length ? lineOf(startIn(this.segmentAt(end), end)) : this.segments.at(-1)!.source.end;
    return { uri: home.uri, span: { start: start < this.text.length ? lineOf(from) : from, end: next }, newText: newText.replace(/^(?=[^\r\n])/gm, indent) };
  }

  /** Nothing computed, no part of an escape, and between the segments only what the dedent left out. */
  private canReplace(covered: readonly InlineSegment[], { start, end }: Span): boolean {
    return covered.every((segment, index) => {
      if (segment.kind === "value") return false;
      if (segment.kind === "escape" && (segment.start < start || segment.end > end)) return false;
      const before = covered[index - 1];
      if (!before) return true;
      return before.uri === segment.uri && before.source.end <= segment.source.start && /^[ \t]*$/.test(this.sourceText(segment.uri).slice(before.source.end, segment.source.start));
    });
  }

  /** The blanks that the source has before the line that holds `offset` and the text has not. */
  private strippedIndent(offset: number, source: string): string {
    const end = offset === this.text.length && this.text.endsWith("\n") ? offset - 1 : offset;
    const lineStart = this.text.lastIndexOf("\n", end - 1) + 1;
    const at = startIn(this.segmentAt(lineStart), lineStart);
    const before = source.slice(source.lastIndexOf("\n", at - 1) + 1, at);
    return /^[ \t]*$/.test(before) ? before : "";
  }

  private isLineStart(offset: number): boolean {
    return offset === 0 || this.text[offset - 1] === "\n";
  }

  /** What an insertion belongs to: on a new line what follows, else what stands before it. */
  private segmentBeside(offset: number): InlineSegment {
    return this.segmentAt(this.isLineStart(offset) ? offset : offset - 1);
  }

  private boundary(segment: InlineSegment, offset: number): number {
    return offset >= segment.end ? segment.source.end : startIn(segment, offset);
  }

  private segmentAt(offset: number): InlineSegment {
    return this.segments[pieceAt(this.segments, offset)]!;
  }
}

function startIn({ start, source, kind }: InlineSegment, offset: number): number {
  return kind === "plain" ? source.start + offset - start : source.start;
}

function endIn({ start, source, kind }: InlineSegment, offset: number): number {
  return kind === "plain" ? source.start + offset - start : source.end;
}

/** Writes a text as the source must spell it. */
function encode(text: string, form: InlineSegment["form"]): string {
  const template = form === "yaml" ? text.replaceAll("$", "$$$$") : text.replace(/[$%](?=\{)/g, (char) => char + char);
  return form === "quoted" || form === "json" ? JSON.stringify(template).slice(1, -1) : template;
}
