import type { Word } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import type { ImageRef } from "./image-reference.ts";
import { contextNames, type DockerfileUse } from "../use.ts";

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
    if (base.kind !== "image" || !word || contexts.has(base.ref.text.toLowerCase())) return [];
    return [{ stage, word, ref: base.ref, isFromVariable: base.isFromVariable }];
  });
}
