import { memoize } from "../base/memoize.ts";
import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { stagesNeededBy } from "../model/dockerfile/stages/stage-references.ts";

/** The stages that a build of this one runs: itself and all that it needs. */
export const builtStages: (stage: Stage) => ReadonlySet<Stage> = memoize((stage: Stage) =>
  stagesNeededBy(stage.dockerfile, [stage]));
