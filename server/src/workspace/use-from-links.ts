import { isKnown, type ResolvedTarget } from "../eval/resolved-bake.ts";
import type { DockerfileUse, StageBuild } from "../model/dockerfile/use.ts";
import type { TargetLink } from "./links.ts";

/** What the targets that build a Dockerfile tell about it. Abstract targets (`_common`) build nothing by themselves. */
export function useFromLinks(links: readonly TargetLink[]): DockerfileUse {
  const builds = links.filter((link) => !link.target.name.startsWith("_")).map(buildOf);
  return { isKnown: builds.length > 0, builds };
}

function buildOf({ target, stage }: TargetLink): StageBuild {
  return {
    by: "bake",
    target: target.name,
    stage,
    args: new Map([...target.args].map(([name, { value }]) => [name, isKnown(value) ? value : undefined])),
    contexts: new Set(target.contexts.keys()),
    isShipped: isShipped(target),
    hasPorts: false,
  };
}

/** An image is shipped when it is tagged or written anywhere but to the cache. */
function isShipped(target: ResolvedTarget): boolean {
  if (target.output.length === 0) return target.tags.length > 0;
  return target.output.some(({ value }) => !isKnown(value) || (value.get("type") !== "cacheonly" && (target.tags.length > 0 || value.has("name") || value.has("dest"))));
}
