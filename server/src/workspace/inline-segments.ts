import type { Span } from "../base/span.ts";
import type { TextPiece } from "../eval/value.ts";

/** A run of a text of which all comes from one place in the same way. */
export interface InlineSegment {
  /** Where it stands in the text that was put together. */
  readonly start: number;
  readonly end: number;
  readonly uri: string;
  readonly source: Span;
  /** `plain` reads the same in the source; an `escape` stands for its text and can only be replaced whole; a `value` is computed. */
  readonly kind: "plain" | "escape" | "value";
  readonly form: TextPiece["form"];
}

type Part = Pick<InlineSegment, "source" | "kind"> & { readonly text: string };

/** Cuts pieces where their sources are written differently from what they mean. Pieces of no text are left out. */
export function segmentsOf(pieces: readonly TextPiece[], sourceText: (uri: string) => string): InlineSegment[] {
  const segments: InlineSegment[] = [];
  let at = 0;
  for (const piece of pieces) {
    for (const { text, source, kind } of partsOf(piece, sourceText(piece.uri))) {
      if (text === "") continue;
      segments.push({ start: at, end: at + text.length, uri: piece.uri, source, kind, form: piece.form });
      at += text.length;
    }
  }
  return segments;
}

const dollarEscapes = /\$\$/g;
const templateEscapes = /\$\$\{|%%\{/g;
const allEscapes = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])|\$\$\{|%%\{/g;

function partsOf(piece: TextPiece, source: string): Part[] {
  const whole: Part[] = [{ text: piece.text, source: piece.span, kind: "value" }];
  if (piece.form === undefined) return whole;
  const decoded = decode(source, piece);
  // Strip marks and the dedent of heredocs leave out blanks at either end.
  const from = decoded.map((part) => part.text).join("").indexOf(piece.text);
  return from < 0 ? whole : cut(decoded, from, from + piece.text.length);
}

function decode(source: string, { span, form }: TextPiece): Part[] {
  const parts: Part[] = [];
  const plain = (start: number, end: number): void => {
    if (end > start) parts.push({ text: source.slice(start, end), source: { start, end }, kind: "plain" });
  };
  let at = span.start;
  for (const match of source.slice(span.start, span.end).matchAll(form === "yaml" ? dollarEscapes : form === "heredoc" ? templateEscapes : allEscapes)) {
    const start = span.start + match.index;
    plain(at, start);
    at = start + match[0].length;
    parts.push({ text: meaningOf(match[0]), source: { start, end: at }, kind: "escape" });
  }
  plain(at, span.end);
  return parts;
}

const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function meaningOf(escape: string): string {
  if (!escape.startsWith("\\")) return escape.slice(1);
  const letter = escape[1]!;
  if (escape.length > 2) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(escape.slice(2), 16)));
  return letters[letter] ?? letter;
}

/** The part of the text between two offsets of it. */
function cut(parts: readonly Part[], from: number, to: number): Part[] {
  let at = 0;
  return parts.flatMap((part): Part[] => {
    const start = Math.max(0, from - at);
    const end = Math.min(part.text.length, to - at);
    at += part.text.length;
    if (end <= start) return [];
    if (part.kind === "escape") return [part];
    return [{ text: part.text.slice(start, end), source: { start: part.source.start + start, end: part.source.start + end }, kind: "plain" }];
  });
}
