import { groupBy } from "../base/group-by.ts";
import type { ShellcheckRunner } from "../base/shellcheck-runner.ts";
import { type CheckedScript, checkedScripts } from "../model/dockerfile/scripts/checked-scripts.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { readShellcheckReport, type ShellcheckRemark } from "./shellcheck-report.ts";

/** A script with what ShellCheck says of it. */
export interface CheckedResult {
  readonly script: CheckedScript;
  readonly remarks: readonly ShellcheckRemark[];
}

export interface ShellcheckLimits {
  /** So many characters of scripts are remembered with their results. */
  readonly memory: number;
  /** ShellCheck runs at most this often at the same time. */
  readonly lanes: number;
  /** Each run is given as many scripts at most: starting it costs as much as checking one, but what is called off is lost. */
  readonly atOnce: number;
}

const usualLimits: ShellcheckLimits = { memory: 4 * 1024 * 1024, lanes: 2, atOnce: 16 };

/** And as many characters at most, unless one script alone is longer: the time for a script grows faster than its length. */
const longestBatch = 32 * 1024;

/**
 * What ShellCheck says of scripts, remembered by their text and dialect, so that only what an edit changed is checked again.
 * Asking for results is synchronous and never runs anything; `check` does.
 */
export class Shellcheck {
  private readonly runner: ShellcheckRunner;
  private readonly limits: ShellcheckLimits;
  private readonly results = new Map<string, readonly ShellcheckRemark[]>();
  private size = 0;
  private atOnce: number;

  constructor(runner: ShellcheckRunner, limits: Partial<ShellcheckLimits> = {}) {
    this.runner = runner;
    this.limits = { ...usualLimits, ...limits };
    this.atOnce = this.limits.atOnce;
  }

  /** What is known by now of the scripts of a Dockerfile. */
  resultsOf(dockerfile: Dockerfile): CheckedResult[] {
    if (this.results.size === 0) return [];
    return checkedScripts(dockerfile).flatMap((script) => {
      const remarks = this.results.get(keyOf(script));
      return remarks === undefined || remarks.length === 0 ? [] : [{ script, remarks }];
    });
  }

  /** Checks all scripts that are not known yet, until `signal` says to stop. Returns whether any was. */
  async check(dockerfiles: readonly Dockerfile[], signal: AbortSignal): Promise<boolean> {
    const missing = new Map<string, CheckedScript>();
    for (const dockerfile of dockerfiles) {
      for (const script of checkedScripts(dockerfile)) {
        const key = keyOf(script);
        if (!this.results.has(key)) missing.set(key, script);
      }
    }
    if (missing.size === 0 || !(await this.runner.isAvailable())) return false;
    const queue = this.inBatches([...missing.values()]).values();
    const done = await Promise.all(Array.from({ length: this.limits.lanes }, () => this.work(queue, signal)));
    return done.some((hasNews) => hasNews);
  }

  /** Scripts of one dialect each, in order, and no more than keeps all lanes busy. */
  private inBatches(scripts: readonly CheckedScript[]): CheckedScript[][] {
    const size = Math.min(this.atOnce, Math.ceil(scripts.length / this.limits.lanes));
    return [...groupBy(scripts, ({ dialect }) => dialect).values()].flatMap((group) => splitUp(group, size));
  }

  /** Takes batches off the queue that all lanes share. Returns whether it checked any. */
  private async work(queue: Iterator<readonly CheckedScript[]>, signal: AbortSignal): Promise<boolean> {
    let hasNews = false;
    while (!signal.aborted) {
      const next = queue.next();
      if (next.done === true) break;
      hasNews = (await this.checkBatch(next.value, signal)) || hasNews;
    }
    return hasNews;
  }

  private async checkBatch(scripts: readonly CheckedScript[], signal: AbortSignal): Promise<boolean> {
    const output = await this.runner.run(scripts.map(({ script }) => script.text), scripts[0]!.dialect, signal);
    if (signal.aborted) return false;
    if (output === undefined && scripts.length > 1) return this.checkOneByOne(scripts, signal);
    // A script that ShellCheck fails on is not tried again.
    const remarks = output === undefined ? [] : readShellcheckReport(output, scripts.map(({ script }) => script));
    for (const [index, script] of scripts.entries()) this.remember(keyOf(script), remarks[index] ?? []);
    return true;
  }

  /** One script that ShellCheck fails on must not take the others with it; and some installations cannot read files of ours at all. */
  private async checkOneByOne(scripts: readonly CheckedScript[], signal: AbortSignal): Promise<boolean> {
    this.atOnce = 1;
    let hasNews = false;
    for (const script of scripts) hasNews = (!signal.aborted && (await this.checkBatch([script], signal))) || hasNews;
    return hasNews;
  }

  private remember(key: string, remarks: readonly ShellcheckRemark[]): void {
    this.results.set(key, remarks);
    this.size += key.length;
    for (const oldest of this.results.keys()) {
      if (this.size <= this.limits.memory || oldest === key) break;
      this.results.delete(oldest);
      this.size -= oldest.length;
    }
  }
}

/** In parts of at most `size` scripts that are not too long together. */
function splitUp(scripts: readonly CheckedScript[], size: number): CheckedScript[][] {
  const parts: CheckedScript[][] = [];
  let room = 0;
  for (const checked of scripts) {
    const { length } = checked.script.text;
    const last = parts.at(-1);
    if (last && last.length < size && length <= room) last.push(checked);
    else {
      parts.push([checked]);
      room = longestBatch;
    }
    room -= length;
  }
  return parts;
}

function keyOf({ dialect, script }: CheckedScript): string {
  return `${dialect} ${script.text}`;
}
