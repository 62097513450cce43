import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";
import { type Label, labelsOf } from "./labels.ts";

/** Labels that their stage sets again further down, so that their values are lost. */
export const lostLabels = memoize((dockerfile: Dockerfile): readonly Label[] => {
  const last = new Map<Stage, Map<string, Label>>();
  const lost: Label[] = [];
  for (const label of labelsOf(dockerfile)) {
    const known = last.get(label.stage) ?? new Map<string, Label>();
    last.set(label.stage, known);
    const before = known.get(label.key);
    if (before && !label.key.includes("$")) lost.push(before);
    known.set(label.key, label);
  }
  return lost;
});
