import type { Span } from "../../../base/span.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type StageReference, stageReferences } from "../stages/stage-references.ts";
import { contextNames, type DockerfileUse } from "../use.ts";
import { type ImageRef, parseImageRef } from "./image-reference.ts";

/** A FROM that takes an image from outside the file. */
export interface ExternalBase {
  readonly stage: Stage;
  /** The image as written. */
  readonly word: Word;
  /** With the defaults of ARGs put in. */
  readonly ref: ImageRef;
  /** Whether a variable is part of what is written. */
  readonly isFromVariable: boolean;
}

/** The bases that are images: neither scratch, nor an earlier stage, nor a named context that some build passes. */
export function externalBases(dockerfile: Dockerfile, use: DockerfileUse): ExternalBase[] {
  const contexts = contextNames(use);
  return dockerfile.stages.flatMap((stage) => {
    const { base } = stage;
    const word = stage.from.image;
    if (base.kind !== "image" || !word || contexts.has(base.ref.text.toLowerCase()) || isReplaced(stage, contexts)) return [];
    return [{ stage, word, ref: base.ref, isFromVariable: base.isFromVariable }];
  });
}

/** A context that has the name of the stage takes its place. */
function isReplaced({ name }: Stage, contexts: ReadonlySet<string>): boolean {
  return name !== undefined && contexts.has(name.text.toLowerCase());
}

/** An image from outside the file, whichever instruction takes it. */
export interface ExternalImage {
  readonly by: StageReference["by"];
  /** The reference as written, without the flag in front of it. */
  readonly span: Span;
  readonly written: string;
  /** With the defaults of ARGs put in. */
  readonly ref: ImageRef;
}

/** The images of FROM, `COPY --from` and `RUN --mount=from`, in the order of the text. */
export function externalImages(dockerfile: Dockerfile, use: DockerfileUse): ExternalImage[] {
  const contexts = contextNames(use);
  return stageReferences(dockerfile).flatMap((reference) => {
    const ref = reference.by === "FROM" ? baseRef(reference) : namedRef(dockerfile, reference);
    return !ref || contexts.has(ref.text.toLowerCase()) ? [] : [{ by: reference.by, span: reference.span, written: reference.text, ref }];
  });
}

function baseRef({ stage }: StageReference): ImageRef | undefined {
  return stage?.base.kind === "image" ? stage.base.ref : undefined;
}

/** A name that a later stage has is a mistake and no image. Variables are not replaced here. */
function namedRef(dockerfile: Dockerfile, { target, text }: StageReference): ImageRef | undefined {
  const isOther = target !== undefined || text === "scratch" || text.includes("$") || /^\d*$/.test(text) || dockerfile.findStage(text) !== undefined;
  return isOther ? undefined : parseImageRef(text);
}
