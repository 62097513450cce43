import type { Span } from "../../../base/span.ts";
import type { ArgDeclaration, Dockerfile } from "../dockerfile.ts";
import type { DockerfileUse } from "../use.ts";
import { type ExternalImage, externalImages } from "./external-images.ts";
import { imageReferenceProblem } from "./image-grammar.ts";
import { type ImageRef, parseImageRef } from "./image-reference.ts";

/** An image whose reference stands in the text in such a way that a tag or a digest can be written into it. */
export interface PinnableImage {
  /** Where the image is used. */
  readonly span: Span;
  /** The text of the reference that an edit changes: the same place, or the default of the ARG that FROM uses. Its end is the reference's end. */
  readonly literal: Span;
  /** Complete, with the defaults of ARGs put in. */
  readonly ref: ImageRef;
}

/** The images of a Dockerfile that can be pinned and do not have a digest, in the order of the text. */
export function pinnableImages(dockerfile: Dockerfile, use: DockerfileUse): PinnableImage[] {
  return externalImages(dockerfile, use).flatMap((image) => {
    const { span, ref } = image;
    if (ref.digest !== undefined || imageReferenceProblem(ref.text) !== undefined) return [];
    const literal = literalOf(dockerfile, image);
    return literal ? [{ span, literal, ref }] : [];
  });
}

function literalOf(dockerfile: Dockerfile, { span, written, ref }: ExternalImage): Span | undefined {
  // Line continuations, quotes and escapes make the source longer than what it says.
  if (dockerfile.written(span) !== written || /["'\\`]/.test(written)) return undefined;
  const variable = /^\$(?:(\w+)|\{(\w+)\})$/.exec(written);
  if (variable) return literalDefault(dockerfile, variable[1] ?? variable[2]!, ref);
  return carriesTag(written, ref) ? span : undefined;
}

/** Where a variable is in the name or the tag, what is pinned would be only one of the images that are meant. In front of the name it is a registry or a mirror. */
function carriesTag(written: string, ref: ImageRef): boolean {
  const parts = parseImageRef(written);
  const lastStep = /[^/]*$/.exec(parts.repository)![0];
  return parts.tag === ref.tag && !`${lastStep}${parts.tag ?? ""}`.includes("$") && !written.endsWith("}");
}

/** The default of the last ARG of that name, if it is the whole reference. */
function literalDefault({ metaArgs, text }: Dockerfile, name: string, ref: ImageRef): Span | undefined {
  const declaration = metaArgs.findLast((arg) => arg.name === name);
  const span = declaration && unquotedValue(declaration, text);
  return span && text.slice(span.start, span.end) === ref.text ? span : undefined;
}

function unquotedValue({ pair }: ArgDeclaration, text: string): Span | undefined {
  if (!pair.value) return undefined;
  const { start, end } = pair.value.span;
  return /^(["']).*\1$/s.test(text.slice(start, end)) ? { start: start + 1, end: end - 1 } : { start, end };
}
