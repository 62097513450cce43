import { memoize } from "../../base/memoize.ts";
import { type Dockerfile, type Stage, stageChain } from "./dockerfile.ts";

/** Where something stands: in a stage, at an offset of the text. */
export interface Place {
  readonly stage: Stage;
  readonly offset: number;
}

/**
 * Tells whether something is found behind an offset of a stage: in the stage itself or in one that builds on it. Each file is
 * searched once, so that asking for every instruction stays linear. `placesIn` gives places in the order of the text.
 */
export function laterIn(placesIn: (dockerfile: Dockerfile) => readonly Place[]): (stage: Stage, offset: number) => boolean {
  const search = memoize((dockerfile: Dockerfile) => {
    const last = new Map(placesIn(dockerfile).map(({ stage, offset }) => [stage, offset]));
    return { last, below: new Set([...last.keys()].flatMap((stage) => stageChain(stage).slice(1))) };
  });
  return (stage, offset) => {
    const { last, below } = search(stage.dockerfile);
    return below.has(stage) || (last.get(stage) ?? -1) > offset;
  };
}
