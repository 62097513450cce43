import type { Span } from "../base/span.ts";
import type { Sourced } from "../eval/resolved-bake.ts";
import { type ImageRef, parseImageRef } from "../model/dockerfile/images/image-reference.ts";
import type { BakeSet } from "./bake-sets.ts";
import { quotedContent, writtenValue } from "./written-values.ts";

/** A tag of a target as it is written, with the interpolations in it. */
export interface WrittenTag {
  readonly ref: ImageRef;
  /** What stands in front of the name: `${REGISTRY}/team/`, or "". */
  readonly prefix: string;
  readonly uri: string;
  /** Between the quotes. */
  readonly contentSpan: Span;
}

/** Undefined for a tag that comes out of a function, a loop or a variable as a whole. */
export function writtenTag(bake: BakeSet, tag: Sourced<string>): WrittenTag | undefined {
  const written = writtenValue(bake, tag);
  const content = written && quotedContent(written.file.text, written.expression);
  if (content === undefined || written?.expression.kind !== "template") return undefined;
  const ref = parseImageRef(content);
  const name = content.slice(0, content.length - (ref.digest === undefined ? 0 : ref.digest.length + 1) - (ref.tag === undefined ? 0 : ref.tag.length + 1));
  return { ref, prefix: name.slice(0, name.lastIndexOf("/") + 1), uri: tag.uri, contentSpan: written.expression.contentSpan };
}
