import * as vscode from "vscode";
import type { BuildAndTest } from "../bake/build-and-test.ts";
import type { BuildDiagnostics } from "../bake/build-diagnostics.ts";
import { placeCheckFindings } from "../bake/build-findings.ts";
import { showBuildFailure, showDockerProblem } from "../bake/messages.ts";
import { mayRunIn } from "../bake/permission.ts";
import { ownerOf } from "../bake/runs.ts";
import type { Run, Runs } from "../bake/runs.ts";
import type { BuildTerminals } from "../bake/terminals.ts";
import { formatSeconds } from "../core/build-log.ts";
import { parseCheckReport } from "../core/check-report.ts";
import { isHealthFailure, summarizeHealth } from "../core/health.ts";
import { count } from "../core/stage-tree.ts";
import { findSetOf } from "../history/last-run.ts";
import type { LastRunStore } from "../history/last-run.ts";
import type { ServerConnection } from "../server-connection.ts";
import { buildArgumentOf } from "./build-argument.ts";
import { chooseTarget, chooseTargets } from "./choose.ts";

export interface BuildCommandParts {
  readonly server: ServerConnection;
  readonly runs: Runs;
  readonly buildAndTest: BuildAndTest;
  readonly diagnostics: BuildDiagnostics;
  readonly terminals: BuildTerminals;
  readonly lastRun: LastRunStore;
  readonly log: vscode.LogOutputChannel;
}

/** Handlers by command. Each returns what the caller may want to know; errors go to whoever executes the command. */
export function buildCommands(parts: BuildCommandParts): Readonly<Record<string, (subject?: unknown) => Promise<unknown>>> {
  return {
    "bakewell.bake": () => bake(parts),
    "bakewell.buildTarget": (subject) => buildTarget(parts, subject),
    "bakewell.check": (subject) => check(parts, subject),
    "bakewell.buildAndTest": (subject) => buildAndTest(parts, subject),
    "bakewell.rerun": () => rerun(parts),
    "bakewell.cancel": () => parts.runs.cancel(),
    "bakewell.showOutput": async () => showOutput(parts),
  };
}

async function bake(parts: BuildCommandParts): Promise<Run | undefined> {
  if (!mayRunIn(undefined)) return undefined;
  const choice = await chooseTargets(parts.server, parts.lastRun, "Bakewell: Bake");
  return choice && build(parts, choice.set.id, choice.targets);
}

async function buildTarget(parts: BuildCommandParts, subject: unknown): Promise<Run | undefined> {
  if (!mayRunIn(undefined)) return undefined;
  const argument = buildArgumentOf(subject) ?? (await chosen(parts, "Bakewell: Build Target"));
  return argument && build(parts, argument.set, argument.targets);
}

async function chosen(parts: BuildCommandParts, title: string): Promise<{ set: string; targets: readonly string[] } | undefined> {
  const choice = await chooseTarget(parts.server, parts.lastRun, title);
  return choice && { set: choice.set.id, targets: choice.targets };
}

async function build(parts: BuildCommandParts, set: string, targets: readonly string[]): Promise<Run | undefined> {
  const run = await parts.runs.start({ set, targets, purpose: "build" });
  if (run) announce(parts, run);
  return run;
}

function announce(parts: BuildCommandParts, run: Run): void {
  const { result } = run;
  if (result?.outcome === "failed") showBuildFailure(run.title, result, run.failure, () => showOutput(parts));
  if (result?.outcome === "succeeded") vscode.window.setStatusBarMessage(`$(pass) Built ${run.title} in ${formatSeconds(result.milliseconds)}`, 5000);
}

async function rerun(parts: BuildCommandParts): Promise<Run | undefined> {
  if (!mayRunIn(undefined)) return undefined;
  const last = parts.lastRun.read();
  const set = last && findSetOf(last, await parts.server.bakeSets());
  if (last && set) return build(parts, set.id, last.targets);
  void vscode.window.showInformationMessage(last ? "The bake file of the last build is gone." : "Nothing was built in this workspace yet.");
  return bake(parts);
}

async function check(parts: BuildCommandParts, subject: unknown): Promise<Run | undefined> {
  if (!mayRunIn(undefined)) return undefined;
  const argument = buildArgumentOf(subject) ?? (await chosen(parts, "Bakewell: Check"));
  const run = argument && (await parts.runs.start({ ...argument, purpose: "check" }));
  if (!run?.result || run.result.outcome === "canceled") return run;
  if (run.result.problem) {
    showDockerProblem(run.result.problem);
    return run;
  }
  const findings = parseCheckReport(run.result.stdout);
  if (!findings) {
    showBuildFailure(run.title, run.result, undefined, () => showOutput(parts));
    return run;
  }
  parts.diagnostics.set(ownerOf(run.request), await placeCheckFindings(findings, run.plan));
  const open = "Show Problems";
  const text = findings.length === 0 ? `BuildKit's check of ${run.title} found nothing.` : `BuildKit's check of ${run.title}: ${count(findings.length, "finding")}.`;
  void vscode.window.showInformationMessage(text, ...(findings.length > 0 ? [open] : [])).then((choice) => (choice === open ? vscode.commands.executeCommand("workbench.actions.view.problems") : undefined));
  return run;
}

async function buildAndTest(parts: BuildCommandParts, subject: unknown): Promise<unknown> {
  if (!mayRunIn(undefined)) return undefined;
  const argument = buildArgumentOf(subject) ?? (await chosen(parts, "Bakewell: Build and Test"));
  if (!argument) return undefined;
  const results = await parts.buildAndTest.run(argument.set, argument.targets);
  if (!results) {
    if (parts.runs.last?.request.purpose === "load" && parts.runs.last.result) announce(parts, parts.runs.last);
    return undefined;
  }
  const title = argument.targets.join(", ") || "default";
  const text = `${title}: ${summarizeHealth(results)}`;
  const details = "Show Results";
  const failed = results.find(isHealthFailure);
  const shown = failed ? vscode.window.showErrorMessage(`${text}. ${failed.reason}`, details) : vscode.window.showInformationMessage(text, details);
  void shown.then((choice) => (choice === details ? vscode.commands.executeCommand("testing.showMostRecentOutput") : undefined));
  return results;
}

function showOutput(parts: BuildCommandParts): void {
  if (!parts.terminals.showLast()) parts.log.show(true);
}
