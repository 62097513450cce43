import { availableParallelism } from "node:os";
import type { Finding } from "../lint/finding.ts";
import { BatchQueue, batchesOf } from "./batch-queue.ts";
import type { LintWorkerData } from "./lint-messages.ts";
import type { LintThread } from "./lint-thread.ts";
import { checkBatch, type LintRun } from "./lint-run.ts";

/** A thread whose code is not compiled yet needs about half a second more than one that is at work. */
const filesWorthAThread = 500;

/**
 * How many threads are worth having for so many files that can be shared out, the caller's own included. Each keeps about a second
 * processor busy with compiling and collecting garbage, so that by default there are half as many as processors.
 */
export function threadsFor(files: number, jobs: number | undefined, processors: number = availableParallelism()): number {
  return Math.max(1, Math.min(jobs ?? Math.floor(processors / 2), Math.floor(files / filesWorthAThread) + 1));
}

/**
 * Checks all files and gives their findings in the order of the files, whatever thread checks them. Files that bake files build are
 * checked here, where those are known; Dockerfiles that stand alone are shared with workers. Empty when called off.
 */
export async function checkFiles(run: LintRun, uris: readonly string[], workerData: LintWorkerData, jobs: number | undefined, signal: AbortSignal): Promise<Finding[]> {
  const found = new Map<string, Finding[]>();
  const add = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      const list = found.get(finding.uri);
      if (list) list.push(finding);
      else found.set(finding.uri, [finding]);
    }
  };
  const shared = new Set(uris.filter((uri) => standsAlone(run, uri)));
  const queue = new BatchQueue(uris.filter((uri) => shared.has(uri)));
  const threads = await startThreads(threadsFor(shared.size, jobs) - 1, run, queue, workerData, add);
  const stop = (): void => threads.forEach((thread) => thread.stop());
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  for (const batch of batchesOf(uris.filter((uri) => !shared.has(uri)))) if (!signal.aborted) add(await checkBatch(run, batch, signal));
  do {
    for (let batch = queue.take(); batch && !signal.aborted; batch = queue.take()) {
      add(await checkBatch(run, batch, signal));
      // Lets the answers of workers and signals in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(threads.map((thread) => thread.finish()));
    // A worker that broke off put its batches back.
  } while (queue.hasMore && !signal.aborted);
  signal.removeEventListener("abort", stop);
  return signal.aborted ? [] : uris.flatMap((uri) => found.get(uri) ?? []);
}

/** The threads beside this one. Few runs have any, so that what they need is loaded only then. */
async function startThreads(count: number, ...work: ConstructorParameters<typeof LintThread>): Promise<LintThread[]> {
  if (count === 0) return [];
  const { LintThread } = await import("./lint-thread.ts");
  return Array.from({ length: count }, () => new LintThread(...work));
}

function standsAlone({ workspace }: LintRun, uri: string): boolean {
  return workspace.store.get(uri)!.role === "dockerfile" && workspace.modelsOfFile(uri).length === 0;
}
