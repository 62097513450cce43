import { AttachedMap } from "../base/attached-map.ts";
import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { stagesNeededBy } from "../model/dockerfile/stages/stage-references.ts";

const known = new AttachedMap<Stage, ReadonlySet<Stage>>();

/** The stages that a build of this one runs: itself and all that it needs. */
export function builtStages(stage: Stage): ReadonlySet<Stage> {
  let found = known.get(stage);
  if (!found) {
    found = stagesNeededBy(stage.dockerfile, [stage]);
    known.set(stage, found);
  }
  return found;
}
