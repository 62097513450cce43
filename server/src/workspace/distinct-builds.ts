import { AttachedMap } from "../base/attached-map.ts";
import { parseDockerignore, type Dockerignore } from "../model/dockerignore/dockerignore.ts";
import type { TargetLink } from "./links.ts";
import type { Snapshot } from "./snapshot.ts";

/** One link for each combination of Dockerfile, stage and context: what is said of these holds for all targets that share them. */
export function distinctBuilds(links: readonly TargetLink[]): TargetLink[] {
  const seen = new Map<string, TargetLink>();
  for (const link of links) {
    const key = `${link.dockerfileUri} ${link.contextUri} ${link.stage?.index}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  return [...seen.values()];
}

const parsed = new AttachedMap<Snapshot, Dockerignore>();

/** The patterns of an ignore file, read once. */
export function ignoreRules(file: Snapshot): Dockerignore {
  let rules = parsed.get(file);
  if (!rules) {
    rules = parseDockerignore(file.text);
    parsed.set(file, rules);
  }
  return rules;
}
