import type { ShellcheckRunner } from "../base/shellcheck-runner.ts";
import { type CheckedScript, checkedScripts } from "../model/dockerfile/scripts/checked-scripts.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { readShellcheckReport, type ShellcheckRemark } from "./shellcheck-report.ts";

/** A script with what ShellCheck says of it. */
export interface CheckedResult {
  readonly script: CheckedScript;
  readonly remarks: readonly ShellcheckRemark[];
}

/** ShellCheck runs at most this often at the same time. */
const lanes = 2;

/** As many characters of scripts are remembered with their results. */
const usualMemory = 4 * 1024 * 1024;

/**
 * What ShellCheck says of scripts, remembered by their text and dialect, so that only what an edit changed is checked again.
 * Asking for results is synchronous and never runs anything; `check` does.
 */
export class Shellcheck {
  private readonly runner: ShellcheckRunner;
  private readonly memory: number;
  private readonly results = new Map<string, readonly ShellcheckRemark[]>();
  private size = 0;

  constructor(runner: ShellcheckRunner, memory: number = usualMemory) {
    this.runner = runner;
    this.memory = memory;
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
    const queue = missing.entries();
    const done = await Promise.all(Array.from({ length: lanes }, () => this.work(queue, signal)));
    return done.some((count) => count > 0);
  }

  /** Takes scripts off the queue that all lanes share. Returns how many it checked. */
  private async work(queue: Iterator<[string, CheckedScript]>, signal: AbortSignal): Promise<number> {
    let count = 0;
    while (!signal.aborted) {
      const next = queue.next();
      if (next.done === true) break;
      const [key, { script, dialect }] = next.value;
      const output = await this.runner.run(script.text, dialect, signal);
      if (signal.aborted) break;
      // A script that ShellCheck fails on is not tried again.
      this.remember(key, output === undefined ? [] : readShellcheckReport(output, script));
      count++;
    }
    return count;
  }

  private remember(key: string, remarks: readonly ShellcheckRemark[]): void {
    this.results.set(key, remarks);
    this.size += key.length;
    for (const oldest of this.results.keys()) {
      if (this.size <= this.memory || oldest === key) break;
      this.results.delete(oldest);
      this.size -= oldest.length;
    }
  }
}

function keyOf({ dialect, script }: CheckedScript): string {
  return `${dialect} ${script.text}`;
}
