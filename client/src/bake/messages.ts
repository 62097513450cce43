import * as vscode from "vscode";
import type { BakePlanResult } from "../protocol.ts";
import { describeFailure } from "../core/build-result.ts";
import type { BuildResult } from "../core/build-result.ts";
import { explainProblem } from "../core/docker-problem.ts";
import type { DockerProblem } from "../core/docker-problem.ts";
import type { FileDiagnostic } from "./build-findings.ts";

/** Says why docker cannot be used, with a button for each way to mend it. Does not wait for the answer. */
export function showDockerProblem(problem: DockerProblem): void {
  const { message, actions } = explainProblem(problem);
  void vscode.window.showErrorMessage(`Bakewell: ${message}`, ...actions.map((action) => action.title)).then((choice) => {
    const action = actions.find((candidate) => candidate.title === choice);
    if (action?.open) return vscode.env.openExternal(vscode.Uri.parse(action.open));
    if (action?.setting) return vscode.commands.executeCommand("workbench.action.openSettings", action.setting);
    return undefined;
  });
}

/** Says that a build failed, at which step. `failure` is its place. */
export function showBuildFailure(title: string, result: BuildResult, failure: FileDiagnostic | undefined, showOutput: () => void): void {
  if (result.problem) return showDockerProblem(result.problem);
  const output = "Show Output";
  const line = "Go to Line";
  const place = failure ? ` (${vscode.workspace.asRelativePath(failure.uri)}:${failure.diagnostic.range.start.line + 1})` : "";
  const buttons = failure ? [line, output] : [output];
  void vscode.window.showErrorMessage(`Building ${title} failed: ${describeFailure(result)}${place}`, ...buttons).then((choice) => {
    if (choice === output) showOutput();
    if (choice === line && failure) void vscode.window.showTextDocument(failure.uri, { selection: failure.diagnostic.range });
  });
}

/**
 * Says why the server cannot tell what a build would do. Returns whether to build all the same: then buildx has the
 * last word, but nobody can say beforehand which privileges it takes.
 */
export async function askToBuildUnplanned(plan: BakePlanResult): Promise<boolean> {
  const problem = plan.problems[0]!;
  const goTo = "Go to Line";
  const anyway = "Build Anyway";
  const buttons = problem.location ? [goTo, anyway] : [anyway];
  const more = plan.problems.length > 1 ? ` (and ${plan.problems.length - 1} more)` : "";
  const choice = await vscode.window.showErrorMessage(`Bakewell cannot evaluate the bake files: ${problem.message}${more}`, ...buttons);
  if (choice === goTo && problem.location) {
    const { uri, range } = problem.location;
    void vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character) });
  }
  if (choice !== anyway) return false;
  const detail = "Bakewell could not find out which privileges these targets take. Buildx will grant them without asking: host network, files outside the folder, insecure steps.";
  return (await vscode.window.showWarningMessage("Build without knowing the privileges?", { modal: true, detail }, anyway)) === anyway;
}
