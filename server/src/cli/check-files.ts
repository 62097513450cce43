import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Finding } from "../lint/finding.ts";
import { allRules } from "../rules/all-rules.ts";
import { fromSent, type LintAnswer, type LintedText, type LintTask, type LintWorkerData } from "./lint-messages.ts";
import { checkBatch, type LintRun } from "./lint-run.ts";

/** So many files are given to a thread at once. */
const batchSize = 32;

/** A thread whose code is not compiled yet needs about half a second more than one that is at work. */
const filesWorthAThread = 500;

/** Each worker has one more batch at hand than the one it works on. */
const batchesAhead = 2;

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
  const workers = Array.from({ length: threadsFor(shared.size, jobs) - 1 }, () => new LintWorker(run, queue, workerData, add));
  const stop = (): void => workers.forEach((worker) => worker.stop());
  signal.addEventListener("abort", stop);
  for (const batch of batchesOf(uris.filter((uri) => !shared.has(uri)))) if (!signal.aborted) add(await checkBatch(run, batch, signal));
  do {
    for (let batch = queue.take(); batch && !signal.aborted; batch = queue.take()) {
      add(await checkBatch(run, batch, signal));
      // Lets the answers of workers and signals in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(workers.map((worker) => worker.finish()));
    // A worker that broke off put its batches back.
  } while (queue.hasMore && !signal.aborted);
  signal.removeEventListener("abort", stop);
  return signal.aborted ? [] : uris.flatMap((uri) => found.get(uri) ?? []);
}

function standsAlone({ workspace }: LintRun, uri: string): boolean {
  return workspace.store.get(uri)!.role === "dockerfile" && workspace.modelsOfFile(uri).length === 0;
}

function textOf({ workspace }: LintRun, uri: string): LintedText {
  return { uri, text: workspace.store.get(uri)!.text, beside: workspace.dockerfilesBeside(uri).map((other) => other.uri) };
}

function batchesOf(uris: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(uris.length / batchSize) }, (_, index) => uris.slice(index * batchSize, (index + 1) * batchSize));
}

/** What is still to be done, shared by all threads. */
class BatchQueue {
  private readonly batches: (readonly string[])[];

  constructor(uris: readonly string[]) {
    this.batches = batchesOf(uris).reverse();
  }

  get hasMore(): boolean {
    return this.batches.length > 0;
  }

  take(): readonly string[] | undefined {
    return this.batches.pop();
  }

  putBack(batch: readonly string[]): void {
    this.batches.push(batch);
  }
}

const rules = new Map(allRules.map((rule) => [rule.name, rule]));

/** The worker's file beside the bundle, or beside this module when it runs as it is. */
const workerFile = typeof __filename === "string" ? join(dirname(__filename), "lint-worker.js") : new URL("./lint-worker.ts", import.meta.url);

/** One thread that takes batches off the queue until there are none. */
class LintWorker {
  private readonly run: LintRun;
  private readonly queue: BatchQueue;
  private readonly add: (findings: readonly Finding[]) => void;
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private readonly pending = new Map<number, readonly string[]>();
  private next = 0;
  private isStopped = false;

  constructor(run: LintRun, queue: BatchQueue, workerData: LintWorkerData, add: (findings: readonly Finding[]) => void) {
    this.run = run;
    this.queue = queue;
    this.add = add;
    this.worker = new Worker(workerFile, { workerData });
    this.worker.on("message", (answer: LintAnswer) => this.receive(answer));
    // What it was at is done elsewhere when it fails.
    this.worker.on("error", () => undefined);
    this.ended = new Promise((resolve) => this.worker.on("exit", () => {
      for (const batch of this.pending.values()) queue.putBack(batch);
      this.pending.clear();
      resolve();
    }));
    while (this.pending.size < batchesAhead && this.send());
  }

  /** Resolves when the worker has answered all that it was given and has ended. */
  finish(): Promise<void> {
    if (this.pending.size === 0) this.stop();
    return this.ended;
  }

  stop(): void {
    if (!this.isStopped) this.post("stop");
    this.isStopped = true;
  }

  private receive({ number, findings, problems }: LintAnswer): void {
    this.pending.delete(number);
    this.add(findings.map((finding) => fromSent(finding, rules)));
    this.run.problems.push(...problems);
    if (!this.send() && this.pending.size === 0) this.stop();
  }

  /** Gives the worker the next batch. Returns whether there was one. */
  private send(): boolean {
    const batch = this.isStopped ? undefined : this.queue.take();
    if (!batch) return false;
    const number = this.next++;
    this.pending.set(number, batch);
    this.post({ number, files: batch.map((uri) => textOf(this.run, uri)) });
    return true;
  }

  private post(task: LintTask): void {
    this.worker.postMessage(task);
  }
}
