import { relative } from "node:path";
import * as vscode from "vscode";
import type { BakePlanResult } from "../protocol.ts";
import { checkCommand } from "../core/bake-command.ts";
import type { BakeFiles } from "../core/bake-command.ts";
import { emptyBuildLog, formatSeconds, logStatus } from "../core/build-log.ts";
import { describeFailure, describeProgress, renderEnd } from "../core/build-result.ts";
import type { BuildResult } from "../core/build-result.ts";
import { countSteps, currentStep, emptyBuildState } from "../core/build-state.ts";
import type { BuildState } from "../core/build-state.ts";
import { displayCommand } from "../core/command-line.ts";
import type { LastRunStore } from "../history/last-run.ts";
import type { ServerConnection } from "../server-connection.ts";
import type { BuildDiagnostics } from "./build-diagnostics.ts";
import { findFailure, findWarnings } from "./build-findings.ts";
import type { FileDiagnostic } from "./build-findings.ts";
import { startBakeCommand, startBuild } from "./build-process.ts";
import type { BuildListener, RunningBuild } from "./build-process.ts";
import { askToBuildUnplanned } from "./messages.ts";
import { askForEntitlements, mayRunIn, saveBuildFiles } from "./permission.ts";
import { readClientSettings } from "./settings.ts";
import type { BuildTerminal, BuildTerminals } from "./terminals.ts";

export interface RunRequest {
  /** The id of a set of bake files. */
  readonly set: string;
  /** Groups and targets; empty means `default`. */
  readonly targets: readonly string[];
  /** `load` builds into the engine; `check` builds nothing. */
  readonly purpose: "build" | "load" | "check";
}

/** A run that goes on or is over. */
export interface Run {
  readonly request: RunRequest;
  readonly plan: BakePlanResult;
  /** For people: the names of what is built. */
  readonly title: string;
  readonly state: BuildState;
  readonly result: BuildResult | undefined;
  /** The place of the fault when it failed. */
  readonly failure: FileDiagnostic | undefined;
}

export interface RunParts {
  readonly server: ServerConnection;
  readonly terminals: BuildTerminals;
  readonly diagnostics: BuildDiagnostics;
  readonly lastRun: LastRunStore;
  readonly log: vscode.LogOutputChannel;
}

interface ActiveRun {
  readonly building: RunningBuild;
  readonly finished: Promise<Run>;
}

/** All builds of this window, one at a time for each set of bake files. */
export class Runs implements vscode.Disposable {
  readonly #parts: RunParts;
  readonly #active = new Map<string, ActiveRun>();
  readonly #changed = new vscode.EventEmitter<Run>();
  /** Fires when a run starts, makes progress, ends. */
  readonly onDidChange = this.#changed.event;
  #last: Run | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** The latest run of this session. */
  get last(): Run | undefined {
    return this.#last;
  }

  get isBuilding(): boolean {
    return this.#active.size > 0;
  }

  /** Plans, asks what has to be asked, runs. Undefined when it was not started: the user knows why. */
  async start(request: RunRequest): Promise<Run | undefined> {
    if (!mayRunIn(undefined)) return undefined;
    const plan = await this.#parts.server.bakePlan({ set: request.set, targets: request.targets });
    if (!mayRunIn(vscode.Uri.parse(plan.set.folderUri))) return undefined;
    const isPlanned = plan.problems.length === 0;
    if (!isPlanned && !(await askToBuildUnplanned(plan))) return undefined;
    const allow = request.purpose === "check" ? [] : await askForEntitlements(plan);
    if (!allow || !(await saveBuildFiles(plan))) return undefined;
    if (this.#active.has(request.set) && !(await this.#makeRoom(request.set))) return undefined;
    return this.#launch(request, plan, allow);
  }

  /** Stops one set's run, or all of them. Returns when they are over. */
  async cancel(set?: string): Promise<void> {
    const stopped = [...this.#active].filter(([key]) => set === undefined || key === set).map(([, run]) => run);
    for (const run of stopped) run.building.stop();
    await Promise.all(stopped.map((run) => run.finished));
  }

  /** Ends everything before the window closes: politely, then by force while there is still time. */
  async shutDown(): Promise<void> {
    const runs = [...this.#active.values()];
    if (runs.length === 0) return;
    for (const run of runs) run.building.stop();
    await Promise.race([Promise.all(runs.map((run) => run.building.result)), new Promise((resolve) => setTimeout(resolve, 1500))]);
    for (const run of runs) run.building.kill();
  }

  async #makeRoom(set: string): Promise<boolean> {
    const restart = "Cancel It and Start";
    const choice = await vscode.window.showWarningMessage("These bake files are being built already.", restart);
    if (choice !== restart) return false;
    await this.cancel(set);
    return !this.#active.has(set);
  }

  #launch(request: RunRequest, plan: BakePlanResult, allow: readonly string[]): Promise<Run> {
    const title = request.targets.join(", ") || "default";
    const terminal = this.#parts.terminals.open(plan.set.id, plan.set.label, () => void this.cancel(request.set));
    const settings = readClientSettings();
    if (settings.revealTerminal === "always") terminal.show();
    this.#parts.diagnostics.clear(ownerOf(request));
    let run: Run = { request, plan, title, state: emptyBuildState(plan.targets.length > 1), result: undefined, failure: undefined };
    const update = (changes: Partial<Run>): Run => {
      run = { ...run, ...changes };
      this.#last = run;
      this.#changed.fire(run);
      return run;
    };
    const listener = createListener(terminal, this.#parts.log, (state) => update({ state }));
    const building = this.#spawn(request, plan, allow, listener);
    const finished = building.result.then(async (result) => {
      this.#active.delete(request.set);
      terminal.write(renderEnd(result));
      if (result.outcome === "failed" && settings.revealTerminal === "onFailure") terminal.show();
      this.#logEnd(title, result);
      const failure = request.purpose === "check" ? undefined : await this.#publish(request, plan, result);
      return update({ state: result.state, result, failure });
    });
    this.#active.set(request.set, { building, finished });
    if (request.purpose === "build") this.#parts.lastRun.write(plan.set, request.targets);
    update({});
    showProgress(request.purpose === "check" ? `Checking ${title}` : `Building ${title}`, building, finished, (report) => this.onDidChange((changed) => changed.request === request && report(changed.state)));
    return finished;
  }

  #spawn(request: RunRequest, plan: BakePlanResult, allow: readonly string[], listener: BuildListener): RunningBuild {
    const { docker } = readClientSettings();
    const files = bakeFilesOf(plan);
    const hasTargets = plan.targets.length > 1;
    if (request.purpose === "check") return startBakeCommand(checkCommand(files, request.targets, docker), hasTargets, listener);
    return startBuild({ files, targets: request.targets, allow, load: request.purpose === "load" }, hasTargets, docker, listener);
  }

  async #publish(request: RunRequest, plan: BakePlanResult, result: BuildResult): Promise<FileDiagnostic | undefined> {
    try {
      const failure = await findFailure(result, plan, this.#parts.server);
      const warnings = await findWarnings(result, plan);
      this.#parts.diagnostics.set(ownerOf(request), failure ? [failure, ...warnings] : warnings);
      return failure;
    } catch (error) {
      // The server may have stopped meanwhile: the build itself has its result all the same.
      this.#parts.log.error(`The findings of the build cannot be shown: ${String(error)}`);
      return undefined;
    }
  }

  #logEnd(title: string, result: BuildResult): void {
    const { total, cached } = countSteps(result.state);
    const text = `${title}: ${result.outcome} after ${formatSeconds(result.milliseconds)} (${total} steps, ${cached} cached)`;
    if (result.outcome === "failed") this.#parts.log.error(`${text}: ${describeFailure(result)}`);
    else this.#parts.log.info(text);
  }

  dispose(): void {
    for (const run of this.#active.values()) run.building.kill();
    this.#changed.dispose();
  }
}

/** Builds replace what builds found in the same set, checks what checks found. */
export function ownerOf(request: RunRequest): string {
  return `${request.purpose === "check" ? "check" : "build"} ${request.set}`;
}

function bakeFilesOf(plan: BakePlanResult): BakeFiles {
  const folder = vscode.Uri.parse(plan.set.folderUri).fsPath;
  return { folder, files: plan.set.files.map((uri) => relative(folder, vscode.Uri.parse(uri).fsPath)), isDefaultLookup: plan.set.isDefaultLookup, ...(plan.set.envFileValues ? { envFileValues: plan.set.envFileValues } : {}) };
}

function createListener(terminal: BuildTerminal, log: vscode.LogOutputChannel, onState: (state: BuildState) => void): BuildListener {
  let told = emptyBuildLog;
  return {
    onStart(line) {
      const command = displayCommand(line);
      log.info(`${command} (in ${line.cwd ?? "no folder"}${Object.keys(line.env).length > 0 ? `, with ${Object.keys(line.env).join(", ")}` : ""})`);
      terminal.write(`\n\u001b[2m${line.cwd ?? ""}$ ${command}\u001b[0m\n`);
    },
    onStatus(status, state) {
      const progress = logStatus(told, state, status);
      told = progress.log;
      if (progress.text !== "") terminal.write(progress.text);
      onState(state);
    },
  };
}

/** A notification with the step counts and a Cancel button, as long as the run goes on. */
function showProgress(title: string, building: RunningBuild, finished: Promise<unknown>, listen: (report: (state: BuildState) => void) => vscode.Disposable): void {
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    token.onCancellationRequested(() => building.stop());
    let shownPercent = 0;
    let shownMessage = "";
    const subscription = listen((state) => {
      const { total, completed } = countSteps(state);
      const message = describeProgress(state, currentStep(state)?.text);
      // The total grows while the build is planned: the bar never goes back.
      const percent = total === 0 ? 0 : Math.floor((completed / total) * 100);
      if (message === shownMessage) return;
      progress.report({ message, increment: Math.max(0, percent - shownPercent) });
      shownMessage = message;
      shownPercent = Math.max(shownPercent, percent);
    });
    await finished.catch(() => undefined);
    subscription.dispose();
  });
}
