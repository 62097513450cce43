import type { Stage } from "../dockerfile.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { type StageReference, stageReferences } from "./stage-references.ts";

/** A COPY or mount that takes from a stage which is not finished yet: its own, or one further down. */
export interface ForwardReference {
  readonly reference: StageReference;
  readonly stage: Stage;
  /** The stage that is meant; the same as `stage` for one that takes from itself. */
  readonly later: Stage;
}

/** Only earlier stages can be taken from, so a ring of stages always has one of these. */
export function forwardReferences(dockerfile: Dockerfile): ForwardReference[] {
  return stageReferences(dockerfile).flatMap((reference) => {
    const { stage, target, by, text } = reference;
    if (!stage || target || by === "FROM") return [];
    const later = by === "mount" && /^\d+$/.test(text) ? undefined : dockerfile.findStage(text);
    return later && later.index >= stage.index ? [{ reference, stage, later }] : [];
  });
}
