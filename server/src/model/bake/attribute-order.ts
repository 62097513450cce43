import type { Span } from "../../base/span.ts";
import type { Attribute } from "../../syntax/hcl/tree.ts";
import type { BakeBlock } from "./bake-file.ts";

/** An attribute with the comments that belong to it: those on the lines above it and the one behind it. */
interface Piece {
  readonly attribute: Attribute;
  readonly span: Span;
}

/** An attribute that stands behind one that it should come before. */
export interface MisplacedAttribute {
  readonly attribute: Attribute;
  readonly before: Attribute;
  /** What has to stand at each place; undefined when lines hold more than one attribute, or comments belong to none. */
  readonly edits: readonly { readonly span: Span; readonly newText: string }[] | undefined;
}

/** The first attribute of a block that is not in the order of these names; attributes of other names come last, as they are. */
export function misplacedAttribute(text: string, { block }: BakeBlock, order: readonly string[]): MisplacedAttribute | undefined {
  const attributes = block.body.items.filter((item) => item.kind === "attribute");
  const rank = ({ name }: Attribute): number => (order.includes(name) ? order.indexOf(name) : order.length);
  for (const [index, attribute] of attributes.entries()) {
    const before = attributes.slice(0, index).find((earlier) => rank(earlier) > rank(attribute));
    if (!before) continue;
    const pieces = attributes.length === block.body.items.length ? piecesOf(text, attributes) : undefined;
    const sorted = pieces && [...pieces].sort((a, b) => rank(a.attribute) - rank(b.attribute));
    return { attribute, before, edits: sorted && pieces!.flatMap((piece, at) => (piece === sorted[at] ? [] : [{ span: piece.span, newText: textOf(text, sorted[at]!) }])) };
  }
  return undefined;
}

function piecesOf(text: string, attributes: readonly Attribute[]): Piece[] | undefined {
  const pieces = attributes.map((attribute) => ({ attribute, span: withComments(text, attribute.span) }));
  const isApart = pieces.every(({ span }, index) => {
    const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
    return text.slice(lineStart, span.start).trim() === "" && /^\s*(?:$|\n|\r)/.test(text.slice(span.end)) && (index === 0 || text.slice(pieces[index - 1]!.span.end, span.start).trim() === "");
  });
  return isApart ? pieces : undefined;
}

function withComments(text: string, { start, end }: Span): Span {
  const above = /(?:(?:#|\/\/)[^\n]*\n[ \t]*)*$/.exec(text.slice(blockLineStart(text, start), start))![0];
  const behind = /^[ \t]*(?:#|\/\/)[^\r\n]*/.exec(text.slice(end));
  return { start: start - above.length, end: end + (behind ? behind[0].length : 0) };
}

/** Where the lines begin that may be comments above the attribute. */
function blockLineStart(text: string, start: number): number {
  let from = text.lastIndexOf("\n", start - 1) + 1;
  while (from > 0) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (!/^[ \t]*(?:#|\/\/)/.test(text.slice(above, from))) break;
    from = above;
  }
  return from;
}

function textOf(text: string, { span }: Piece): string {
  return text.slice(span.start, span.end);
}
