import type { CommandLine } from "../core/command-line.ts";
import type { DockerOptions } from "../core/bake-command.ts";
import { containerLogsCommand, inspectContainerCommand, inspectImageCommand, removeContainerCommand, runContainerCommand } from "../core/docker-commands.ts";
import type { ImageFacts } from "../core/docker-commands.ts";
import { judgeHealth } from "../core/health.ts";
import type { Health, HealthResult } from "../core/health.ts";

/** What a health check needs of its surroundings. */
export interface HealthCheckHost {
  run<Result>(line: CommandLine<Result>): Promise<Result>;
  /** Waits; ends early when the check is canceled. */
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds from any fixed point. */
  now(): number;
  isCanceled(): boolean;
  /** Told before a container can exist and after it is gone, so that none survives a window that closes. */
  onContainer(name: string, exists: boolean): void;
  onProgress(target: string, message: string): void;
}

export interface HealthSubject {
  readonly target: string;
  /** What the engine may know the image by, the surest first. */
  readonly images: readonly string[];
  /** A container name that nothing else uses. */
  readonly containerName: string;
}

const pollMilliseconds = 400;

/** Starts a container of the image and waits for the verdict of its HEALTHCHECK. The container is always removed. */
export async function checkHealth(subject: HealthSubject, timeoutMilliseconds: number, options: DockerOptions, host: HealthCheckHost): Promise<HealthResult> {
  const begin = host.now();
  const end = (outcome: HealthResult["outcome"], reason = "", log = ""): HealthResult => ({
    target: subject.target, outcome, reason, log, milliseconds: host.now() - begin,
  });
  const image = await findImage(subject.images, options, host);
  if (host.isCanceled()) return end("canceled");
  if (!image) return end("no-image", "The image is not in the engine. Was it built for another platform, or by a builder that does not load it?");
  if (!image.hasHealthcheck) return end("no-healthcheck", "The image has no HEALTHCHECK.");
  host.onProgress(subject.target, "starting");
  host.onContainer(subject.containerName, true);
  try {
    const started = await host.run(runContainerCommand(image.id, subject.containerName, options));
    if (started.exitCode !== 0) return end("not-started", `The container could not be started: ${started.startError?.message ?? started.stderr.trim()}`);
    const health = await waitForHealth(subject, begin + timeoutMilliseconds, options, host);
    if (health === "canceled") return end("canceled");
    if (health === "timeout") return end("timeout", `Not healthy after ${Math.round(timeoutMilliseconds / 1000)} seconds.`, await readLog(subject, options, host));
    if (health.kind === "healthy") return end("healthy");
    return end(health.kind, health.reason, await readLog(subject, options, host));
  } finally {
    await host.run(removeContainerCommand(subject.containerName, options));
    host.onContainer(subject.containerName, false);
  }
}

async function findImage(images: readonly string[], options: DockerOptions, host: HealthCheckHost): Promise<ImageFacts | undefined> {
  for (const image of images) {
    const facts = await host.run(inspectImageCommand(image, options));
    if (facts) return facts;
  }
  return undefined;
}

type Verdict = Exclude<Health, { kind: "starting" }>;

async function waitForHealth(subject: HealthSubject, deadline: number, options: DockerOptions, host: HealthCheckHost): Promise<Verdict | "timeout" | "canceled"> {
  for (;;) {
    if (host.isCanceled()) return "canceled";
    const state = await host.run(inspectContainerCommand(subject.containerName, options));
    if (!state) return { kind: "exited", reason: "The container was removed while it was tested." };
    const health = judgeHealth(state);
    if (health.kind !== "starting") return health;
    if (host.now() >= deadline) return "timeout";
    const streak = state.Health?.FailingStreak ?? 0;
    host.onProgress(subject.target, streak > 0 ? `not healthy yet, ${streak} failed probes` : "waiting for the first probe");
    await host.sleep(Math.min(pollMilliseconds, Math.max(0, deadline - host.now())));
  }
}

function readLog(subject: HealthSubject, options: DockerOptions, host: HealthCheckHost): Promise<string> {
  return host.run(containerLogsCommand(subject.containerName, options));
}

/** Runs at most `limit` of the jobs at a time; the results are in the order of the items. */
export async function mapLimited<Item, Result>(items: readonly Item[], limit: number, job: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await job(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
