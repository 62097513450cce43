import { isOfficialImage, shortRepository } from "./image-reference.ts";
import { rootBase, type Stage, stageChain } from "./dockerfile.ts";
import { isMountedAt } from "./package-caches.ts";
import type { Mount } from "./mounts.ts";
import { type RunStep, stepsOf } from "./run-steps.ts";

export const aptArchives = "/var/cache/apt/archives";

/** The cache mounts of a step that uses apt, at a folder that apt locks while it works. */
export function aptCacheMounts(step: RunStep): Mount[] {
  if (!step.packageCommands.some(({ family }) => family === "apt")) return [];
  return step.mounts.filter((mount) => mount.type === "cache" && (isMountedAt(mount, aptArchives) || isMountedAt(mount, "/var/lib/apt/lists")));
}

/** Official images that are made from Debian or Ubuntu when their tag names nothing else. */
const debianImages = new Set(
  "debian ubuntu buildpack-deps python node golang ruby rust php perl openjdk eclipse-temurin gcc haskell julia erlang elixir postgres mysql mariadb mongo redis nginx httpd tomcat maven gradle dart swift r-base rocket.chat wordpress drupal ghost".split(" "),
);

/** Whether the stage starts from an image whose apt deletes packages once they are installed (`docker-clean`). */
export function hasDockerClean(stage: Stage): boolean {
  const base = rootBase(stage);
  if (base.kind !== "image" || !isOfficialImage(base.ref)) return false;
  return debianImages.has(shortRepository(base.ref)) && !/alpine|windows|nanoserver|oracle|ubi|amazonlinux|servercore|-al\d/i.test(base.ref.tag ?? "");
}

/** Whether the step, or one before it, lets apt keep packages. */
export function keepsDownloads(step: RunStep): boolean {
  const isBefore = (other: RunStep): boolean => other.stage !== step.stage || other.run.span.start <= step.run.span.start;
  return stageChain(step.stage).flatMap(stepsOf).some((other) => {
    const text = step.dockerfile.text.slice(other.run.span.start, other.run.span.end);
    return isBefore(other) && (text.includes("docker-clean") || /Keep-Downloaded-Packages/i.test(text));
  }) || stageChain(step.stage).some((stage) => stage.instructions.some(({ kind, span }) => kind === "COPY" && step.dockerfile.text.slice(span.start, span.end).includes("/etc/apt/apt.conf.d")));
}
