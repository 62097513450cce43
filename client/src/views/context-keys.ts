import * as vscode from "vscode";
import { probeDocker } from "../bake/docker-probe.ts";
import type { Runs } from "../bake/runs.ts";
import type { LastRunStore } from "../history/last-run.ts";
import type { BakeView } from "./bake-view.ts";

/** Keeps the conditions of menus and welcome views true: whether something is built, can be built again, whether docker is there. */
export function keepContextKeys(runs: Runs, lastRun: LastRunStore, view: BakeView): vscode.Disposable {
  let isBuilding: boolean | undefined;
  const showRuns = (): void => {
    if (isBuilding === runs.isBuilding) return;
    isBuilding = runs.isBuilding;
    setKey("bakewell.isBuilding", isBuilding);
    setKey("bakewell.hasLastRun", lastRun.read() !== undefined);
  };
  let isProbing = false;
  const showDocker = async (): Promise<void> => {
    if (isProbing || !view.isVisible) return;
    isProbing = true;
    const problem = await probeDocker();
    isProbing = false;
    setKey("bakewell.dockerProblem", problem?.kind ?? "");
    view.showProblem(problem);
  };
  showRuns();
  void showDocker();
  return vscode.Disposable.from(
    runs.onDidChange(showRuns),
    view.onDidChangeVisibility(() => void showDocker()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void showDocker()),
    vscode.workspace.onDidChangeConfiguration((event) => void (event.affectsConfiguration("bakewell.docker") && showDocker())),
  );
}

function setKey(name: string, value: string | boolean): void {
  void vscode.commands.executeCommand("setContext", name, value);
}
