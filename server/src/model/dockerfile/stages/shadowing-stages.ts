import { baseImages } from "../../../data/base-images.ts";
import { rootBase, type Dockerfile, type Stage } from "../dockerfile.ts";
import { shortRepository } from "../images/image-reference.ts";
import { type StageReference, stageReferences } from "./stage-references.ts";

/** A FROM that means a stage although its name is that of a well-known image. */
export interface ShadowingStage {
  readonly reference: StageReference;
  readonly stage: Stage;
}

/** Stages that build on the image of their own name are what the reader expects, so they are left out. */
export function shadowingStages(dockerfile: Dockerfile): ShadowingStage[] {
  return stageReferences(dockerfile).flatMap((reference) => {
    const { by, target, text } = reference;
    if (by !== "FROM" || !target || !Object.hasOwn(baseImages, text.toLowerCase())) return [];
    const root = rootBase(target);
    return root.kind === "image" && shortRepository(root.ref) === text.toLowerCase() ? [] : [{ reference, stage: target }];
  });
}
