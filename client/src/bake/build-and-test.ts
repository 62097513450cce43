import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { describeFailure } from "../core/build-result.ts";
import { removeContainerCommand } from "../core/docker-commands.ts";
import type { HealthResult } from "../core/health.ts";
import { isHealthFailure, summarizeHealth } from "../core/health.ts";
import { formatSeconds } from "../core/build-log.ts";
import { checkHealth, mapLimited } from "./health-check.ts";
import type { HealthCheckHost, HealthSubject } from "./health-check.ts";
import { startProcess } from "./process-runner.ts";
import type { Run, Runs } from "./runs.ts";
import { readClientSettings } from "./settings.ts";
import type { TargetTests } from "./test-items.ts";

const containersAtOnce = 4;

/** The Testing view's side of a run that was started there. */
interface TestingViewRun {
  readonly request: vscode.TestRunRequest;
  readonly token: vscode.CancellationToken;
}

/** Builds targets into the engine and waits for the health check of each image. */
export class BuildAndTest implements vscode.Disposable {
  readonly #runs: Runs;
  readonly #tests: TargetTests;
  readonly #log: vscode.LogOutputChannel;
  /** Containers that may exist now. */
  readonly #containers = new Set<string>();

  constructor(runs: Runs, tests: TargetTests, log: vscode.LogOutputChannel) {
    this.#runs = runs;
    this.#tests = tests;
    this.#log = log;
  }

  /** Lets the Testing view start it. */
  offerInTestingView(): void {
    this.#tests.controller.createRunProfile("Build and Test", vscode.TestRunProfileKind.Run, async (request, token) => {
      const items = request.include ?? [...this.#tests.controller.items].map(([, item]) => item);
      for (const { set, targets } of this.#tests.chosen(items)) {
        if (!token.isCancellationRequested) await this.run(set, targets, { request, token });
      }
    }, true);
  }

  /** Undefined when nothing was built, or the build failed: then the run has said why. */
  async run(set: string, targets: readonly string[], asked?: TestingViewRun): Promise<readonly HealthResult[] | undefined> {
    const cancelBuild = asked?.token.onCancellationRequested(() => void this.#runs.cancel(set));
    const run = await this.#runs.start({ set, targets, purpose: "load" });
    cancelBuild?.dispose();
    if (!run) return undefined;
    const report = this.#openReport(run, asked?.request);
    try {
      if (run.result?.outcome !== "succeeded") {
        report.fail(run);
        return undefined;
      }
      const results = await this.#checkAll(run, asked?.token);
      for (const result of results) report.add(result);
      this.#log.info(`Health of ${run.title}: ${summarizeHealth(results)}`);
      return results;
    } finally {
      report.end();
    }
  }

  async #checkAll(run: Run, outer: vscode.CancellationToken | undefined): Promise<readonly HealthResult[]> {
    const { docker, testTimeoutSeconds } = readClientSettings();
    const options: vscode.ProgressOptions = { location: vscode.ProgressLocation.Notification, title: `Testing ${run.title}`, cancellable: true };
    return vscode.window.withProgress(options, (progress, token) => {
      const host = this.#createHost([token, ...(outer ? [outer] : [])], (message) => progress.report({ message }));
      return mapLimited(subjectsOf(run), containersAtOnce, (subject) => checkHealth(subject, testTimeoutSeconds * 1000, docker, host));
    });
  }

  #createHost(tokens: readonly vscode.CancellationToken[], report: (message: string) => void): HealthCheckHost {
    const isCanceled = (): boolean => tokens.some((token) => token.isCancellationRequested);
    return {
      run: (line) => startProcess(line).result,
      now: () => performance.now(),
      isCanceled,
      sleep: (milliseconds) => new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        for (const token of tokens) token.onCancellationRequested(() => { clearTimeout(timer); resolve(); });
      }),
      onContainer: (name, exists) => void (exists ? this.#containers.add(name) : this.#containers.delete(name)),
      onProgress: (target, message) => report(`${target}: ${message}`),
    };
  }

  /** Shows the results in the Testing view, as one run of it. */
  #openReport(run: Run, request: vscode.TestRunRequest | undefined): { add(result: HealthResult): void; fail(run: Run): void; end(): void } {
    const names = run.plan.targets.filter((target) => target.isRequested).map((target) => target.name);
    const items = new Map(names.flatMap((name) => {
      const item = this.#tests.item(run.request.set, name);
      return item ? [[name, item] as const] : [];
    }));
    const test = this.#tests.controller.createTestRun(request ?? new vscode.TestRunRequest([...items.values()]), `Build and test ${run.title}`);
    for (const item of items.values()) test.started(item);
    return {
      add(result) {
        const item = items.get(result.target);
        const text = `${result.target}: ${result.outcome}${result.reason ? ` — ${result.reason}` : ""} (${formatSeconds(result.milliseconds)})`;
        test.appendOutput(`${[text, result.log].filter((part) => part !== "").join("\n").replaceAll("\n", "\r\n")}\r\n`);
        if (!item) return;
        if (result.outcome === "healthy") test.passed(item, result.milliseconds);
        else if (isHealthFailure(result)) test.failed(item, messageOf(item, [result.reason, result.log].filter((part) => part !== "").join("\n\n")), result.milliseconds);
        else test.skipped(item);
      },
      fail(failed) {
        const failedTarget = failed.result?.failure?.target;
        for (const [name, item] of items) {
          if (failed.result?.outcome === "canceled" || (failedTarget !== undefined && failedTarget !== name)) test.skipped(item);
          else test.errored(item, messageOf(item, failed.result ? describeFailure(failed.result) : "The build did not run."));
        }
      },
      end: () => test.end(),
    };
  }

  /** A window that closes cannot wait: processes that outlive it remove what is left. */
  dispose(): void {
    for (const name of this.#containers) {
      const { command, args } = removeContainerCommand(name, readClientSettings().docker);
      spawn(command, args, { detached: true, stdio: "ignore", windowsHide: true }).on("error", () => undefined).unref();
    }
  }
}

function messageOf(item: vscode.TestItem, text: string): vscode.TestMessage {
  const message = new vscode.TestMessage(text);
  if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range);
  return message;
}

function subjectsOf(run: Run): HealthSubject[] {
  const metadata = run.result?.metadata;
  return run.plan.targets
    .filter((target) => target.isRequested)
    .map((target) => ({
      target: target.name,
      images: metadata?.get(target.name)?.images ?? target.tags,
      containerName: `bakewell-test-${target.name}-${randomBytes(4).toString("hex")}`,
    }));
}
