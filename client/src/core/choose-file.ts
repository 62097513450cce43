import type { PlannedTarget } from "../protocol.ts";

/**
 * The Dockerfile that BuildKit means: it names it without its folder, so the targets that were built tell which one it is.
 * `names` are the targets that the message concerns; none when it does not say. Undefined when no target has such a file.
 */
export function chooseDockerfile(targets: readonly PlannedTarget[], names: readonly string[], file: string | undefined): string | undefined {
  const named = targets.filter((target) => names.includes(target.name));
  const pools = named.length > 0 ? [named, targets] : [targets];
  for (const pool of pools) {
    const found = pool.find((target) => target.dockerfileUri !== undefined && (file === undefined || lastStep(target.dockerfileUri) === lastStep(file)));
    if (found) return found.dockerfileUri;
  }
  return undefined;
}

function lastStep(path: string): string {
  const step = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
