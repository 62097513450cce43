import type { Dockerfile, Stage } from "../dockerfile.ts";

/** The names of the ARGs in these stages, ONBUILD included, and of those in front of the first stage. */
export function argsSeenBy(dockerfile: Dockerfile, stages: ReadonlySet<Stage>): Set<string> {
  const names = new Set(dockerfile.metaArgs.map(({ name }) => name));
  for (const stage of stages) {
    for (const instruction of stage.instructions) {
      const inner = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
      if (inner?.kind === "ARG") for (const pair of inner.pairs) names.add(pair.key.text);
    }
  }
  return names;
}
