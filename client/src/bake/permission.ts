import * as vscode from "vscode";
import type { BakePlanResult, EntitlementNeed } from "../protocol.ts";

/** Whether programs may be run for this folder at all; if not, the user is told why and what to do. */
export function mayRunIn(folder: vscode.Uri | undefined): boolean {
  if (!vscode.workspace.isTrusted) {
    const manage = "Manage Workspace Trust";
    void vscode.window
      .showWarningMessage("Bakewell runs nothing in Restricted Mode: a build executes what the workspace says. Trust the workspace to build.", manage)
      .then((choice) => (choice === manage ? vscode.commands.executeCommand("workbench.trust.manage") : undefined));
    return false;
  }
  if (folder && folder.scheme !== "file") {
    void vscode.window.showInformationMessage(
      `Bakewell cannot build in a virtual workspace (${folder.scheme}): docker needs the files on a disk. Clone the repository, or open it in a container or over SSH.`,
    );
    return false;
  }
  return true;
}

/**
 * Asks for what buildx itself would ask for if its progress were not read by a program.
 * Returns the arguments for `--allow`, or undefined when the user declines.
 */
export async function askForEntitlements(plan: BakePlanResult): Promise<readonly string[] | undefined> {
  if (plan.entitlements.length === 0) return [];
  const allow = "Allow and Build";
  const detail = plan.entitlements.map((need: EntitlementNeed) => `• ${need.reason} (${need.allow})`).join("\n");
  const choice = await vscode.window.showWarningMessage(
    "This build asks for privileges beyond its own folder and sandbox.",
    { modal: true, detail: `${detail}\n\nThey are granted for this one build.` },
    allow,
  );
  return choice === allow ? [...new Set(plan.entitlements.map((need) => need.allow))] : undefined;
}

/** Saves the edited files that the build reads, as the tasks of VS Code do. Returns whether to go on. */
export async function saveBuildFiles(plan: BakePlanResult): Promise<boolean> {
  const wanted = new Set([...plan.set.files, ...plan.targets.flatMap((target) => target.dockerfileUri ?? [])].map((uri) => vscode.Uri.parse(uri).toString()));
  const unsaved = vscode.workspace.textDocuments.filter((document) => document.isDirty && wanted.has(document.uri.toString()));
  if (unsaved.length === 0) return true;
  const policy = vscode.workspace.getConfiguration("task").get<string>("saveBeforeRun", "always");
  if (policy === "never") return true;
  if (policy === "prompt") {
    const save = "Save";
    const names = unsaved.map((document) => vscode.workspace.asRelativePath(document.uri)).join(", ");
    const choice = await vscode.window.showInformationMessage(`${names} is not saved. Docker builds what is on the disk.`, { modal: true }, save, "Don't Save");
    if (choice === undefined) return false;
    if (choice !== save) return true;
  }
  await Promise.all(unsaved.map((document) => document.save()));
  return true;
}
