import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Finding } from "../lint/finding.ts";
import { allRules } from "../rules/all-rules.ts";
import type { BatchQueue } from "./batch-queue.ts";
import { fromSent, type LintAnswer, type LintedText, type LintTask, type LintWorkerData } from "./lint-messages.ts";
import type { LintRun } from "./lint-run.ts";

/** Each worker has one more batch at hand than the one it works on. */
const batchesAhead = 2;

const rules = new Map(allRules.map((rule) => [rule.name, rule]));

/** The worker's file beside the bundle, or beside this module when it runs as it is. */
const workerFile = typeof __filename === "string" ? join(dirname(__filename), "lint-worker.js") : new URL("./lint-worker.ts", import.meta.url);

/** One thread that takes batches off the queue until there are none. */
export class LintThread {
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

function textOf({ workspace }: LintRun, uri: string): LintedText {
  return { uri, text: workspace.store.get(uri)!.text, beside: workspace.dockerfilesBeside(uri).map((other) => other.uri) };
}
