import { baseFacts } from "../images/base-facts.ts";
import { type Stage, stageChain } from "../dockerfile.ts";
import { isMountedAt } from "./package-caches.ts";
import { aptConfigurations } from "./apt.ts";
import type { Mount } from "../files/mounts.ts";
import type { RunStep } from "../scripts/run-steps.ts";

export const aptArchives = "/var/cache/apt/archives";

/** The cache mounts of a step that uses apt, at a folder that apt locks while it works. */
export function aptCacheMounts(step: RunStep): Mount[] {
  if (!step.packageCommands.some(({ family }) => family === "apt")) return [];
  return step.mounts.filter((mount) => mount.type === "cache" && (isMountedAt(mount, aptArchives) || isMountedAt(mount, "/var/lib/apt/lists")));
}

/** Whether the stage starts from an image whose apt deletes packages once they are installed (`docker-clean`). */
export function hasDockerClean(stage: Stage): boolean {
  const { isKnown, distribution } = baseFacts(stage);
  return isKnown && distribution === "debian";
}

const dockerClean = /docker-clean|Keep-Downloaded-Packages/i;

/** Whether something up to this step lets apt keep packages. */
export function keepsDownloads(step: RunStep): boolean {
  const { start, end } = step.run.span;
  if (dockerClean.test(step.dockerfile.text.slice(start, end))) return true;
  return stageChain(step.stage).some((stage) =>
    aptConfigurations(stage).some(({ kind, offset, text }) => (stage !== step.stage || offset <= step.run.span.start) && (kind !== "RUN" || dockerClean.test(text))),
  );
}
