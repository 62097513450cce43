import { chainsOf, type Dockerfile, type Stage } from "../dockerfile.ts";
import { isShipped } from "../role.ts";
import type { DockerfileUse } from "../use.ts";

export interface LayerUse {
  /** The stages whose layers are part of an image that leaves the builder. */
  readonly shipped: ReadonlySet<Stage>;
  /** The last stage and those that another stage builds on: what a reader of this file alone has to take for shipped. */
  readonly keptByFile: ReadonlySet<Stage>;
}

/** Which stages' layers end up in an image. When nothing that builds the file ships a stage, the last one counts. */
export function layerUse(dockerfile: Dockerfile, use: DockerfileUse): LayerUse {
  const { stages } = dockerfile;
  const last = stages.at(-1);
  const roots = stages.filter((stage) => isShipped(stage, use));
  const shipped = chainsOf(roots.length === 0 && last !== undefined ? [last] : roots);
  const keptByFile = new Set(stages.flatMap(({ base }) => (base.kind === "stage" ? [base.stage] : [])));
  if (last !== undefined) keptByFile.add(last);
  return { shipped, keptByFile };
}
