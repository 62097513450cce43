import { memoize } from "../../../base/memoize.ts";
import type { Dockerfile, Stage } from "../dockerfile.ts";

/** Whether an ARG of this name is in one of these stages, ONBUILD included, or in front of the first stage. */
export function isArgSeenBy(dockerfile: Dockerfile, stages: ReadonlySet<Stage>, name: string): boolean {
  return argsOf(stages).has(name) || dockerfile.metaArgs.some((arg) => arg.name === name);
}

const argsOf = memoize((stages: ReadonlySet<Stage>): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      const inner = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
      if (inner?.kind === "ARG") for (const pair of inner.pairs) names.add(pair.key.text);
    }
  }
  return names;
});
