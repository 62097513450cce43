import type { Dockerfile, Stage } from "../dockerfile.ts";

/** The stages that have something themselves, build on one that has it, or have one that has it build on them. */
export function withKin(dockerfile: Dockerfile, has: (stage: Stage) => boolean): ReadonlySet<Stage> {
  const found = new Set<Stage>();
  // Stages build on earlier ones only, so that one walk down and one up reach all.
  for (const stage of dockerfile.stages) {
    if ((stage.base.kind === "stage" && found.has(stage.base.stage)) || has(stage)) found.add(stage);
  }
  for (const stage of [...dockerfile.stages].reverse()) {
    if (stage.base.kind === "stage" && found.has(stage)) found.add(stage.base.stage);
  }
  return found;
}
