/** A half-open range of UTF-16 code unit offsets in one text: `start` is included, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Anything that stands somewhere in a text: tokens, words, instructions, blocks. */
export interface Spanned {
  readonly span: Span;
}

/** Where a node stands, or the place itself. */
export function asSpan(place: Spanned | Span): Span {
  return "span" in place ? place.span : place;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `offset` lies in `range`; the end counts as inside, because a cursor may stand there. */
export function touches(range: Span, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

export function encloses(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The smallest span that holds both. */
export function join(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
