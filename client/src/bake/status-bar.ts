import * as vscode from "vscode";
import { describeFailure, describeProgress } from "../core/build-result.ts";
import { formatSeconds } from "../core/build-log.ts";
import { currentStep } from "../core/build-state.ts";
import { escapeMarkdown } from "../core/markdown.ts";
import type { LastRunStore } from "../history/last-run.ts";
import type { Run, Runs } from "./runs.ts";

/** The active target and how its last run ended. A click chooses what to build, or shows the output of a run that goes on or failed. */
export function createStatusBar(runs: Runs, lastRun: LastRunStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("bakewell.status", vscode.StatusBarAlignment.Left, 10);
  item.name = "Bakewell";
  const targets = lastRun.read()?.targets.join(", ");
  show(item, `$(package) ${targets || "Bake"}`, "Bakewell: choose what to build", "bakewell.bake");
  item.show();
  const subscription = runs.onDidChange((run) => showRun(item, run));
  return vscode.Disposable.from(item, subscription);
}

function showRun(item: vscode.StatusBarItem, run: Run): void {
  const { title, result, state } = run;
  const name = title.length > 30 ? `${title.slice(0, 29)}…` : title;
  if (!result) {
    show(item, `$(sync~spin) ${name}`, `Building ${title}: ${describeProgress(state, currentStep(state)?.text)}`, "bakewell.showOutput");
    return;
  }
  const time = formatSeconds(result.milliseconds);
  if (result.outcome === "succeeded") show(item, `$(pass) ${name}`, `${title} succeeded in ${time}`, "bakewell.bake");
  else if (result.outcome === "canceled") show(item, `$(circle-slash) ${name}`, `${title} was canceled after ${time}`, "bakewell.bake");
  else show(item, `$(error) ${name}`, `${title} failed after ${time}: ${describeFailure(result)}`, "bakewell.showOutput", "statusBarItem.errorBackground");
}

function show(item: vscode.StatusBarItem, text: string, tooltip: string, command: string, background?: string): void {
  item.text = text;
  item.tooltip = new vscode.MarkdownString(escapeMarkdown(tooltip));
  item.accessibilityInformation = { label: tooltip, role: "button" };
  item.command = command;
  item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
}
