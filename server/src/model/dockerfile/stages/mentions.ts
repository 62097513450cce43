import { memoize } from "../../../base/memoize.ts";
import type { Stage } from "../dockerfile.ts";

/** Tells whether the text of a stage up to an offset holds something; each stage is searched once. */
export function mentionedIn(pattern: RegExp): (stage: Stage, offset: number) => boolean {
  const first = memoize((stage: Stage): number => {
    const at = stage.dockerfile.text.slice(stage.span.start, stage.span.end).search(pattern);
    return at < 0 ? Number.POSITIVE_INFINITY : stage.span.start + at;
  });
  return (stage, offset) => first(stage) < offset;
}
