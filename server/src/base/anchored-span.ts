import type { Span } from "./span.ts";

/** Where something stands that moves as a whole when the text in front of it changes, such as an instruction with all of its parts. */
export interface Anchor {
  offset: number;
}

/** A class for the sake of its getters: what is kept of an unchanged instruction moves when its anchor does. */
class AnchoredSpan implements Span {
  readonly anchor: Anchor;
  readonly from: number;
  readonly to: number;

  constructor(anchor: Anchor, from: number, to: number) {
    this.anchor = anchor;
    this.from = from;
    this.to = to;
  }

  get start(): number {
    return this.anchor.offset + this.from;
  }

  get end(): number {
    return this.anchor.offset + this.to;
  }
}

/** A span of offsets in the text as it is now, which moves with its anchor if it has one. */
export function anchoredSpan(anchor: Anchor | undefined, start: number, end: number): Span {
  return anchor === undefined ? { start, end } : new AnchoredSpan(anchor, start - anchor.offset, end - anchor.offset);
}

/** What a span moves with. */
export function anchorOf(span: Span): Anchor | undefined {
  return span instanceof AnchoredSpan ? span.anchor : undefined;
}

/** A span that moves with another one: for all that is derived from a node and kept with it. */
export function alongside(other: Span, start: number, end: number): Span {
  return anchoredSpan(anchorOf(other), start, end);
}

/** A span that stays where it is now. */
export function standingSpan({ start, end }: Span): Span {
  return { start, end };
}
