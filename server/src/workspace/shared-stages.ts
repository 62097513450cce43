import type { Stage } from "../model/dockerfile/dockerfile.ts";
import { builtStages } from "./built-stages.ts";
import type { TargetLink } from "./links.ts";

/** A stage in which something is run, and that the builds of both targets need: a build of one could take it from the other's cache. */
export function sharedStage(a: TargetLink, b: TargetLink): Stage | undefined {
  if (!a.stage || !b.stage || a.dockerfileUri === undefined || a.dockerfileUri !== b.dockerfileUri || a.contextUri !== b.contextUri) return undefined;
  const other = builtStages(b.stage);
  return [...builtStages(a.stage)].reverse().find((stage) => other.has(stage) && stage.instructions.some(({ kind }) => kind === "RUN"));
}
