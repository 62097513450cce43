import * as vscode from "vscode";
import type { BakeSetItem } from "../protocol.ts";
import { bakeChoices, preselect } from "../core/bake-tree.ts";
import type { BakeChoice } from "../core/bake-tree.ts";
import { findSetOf } from "../history/last-run.ts";
import type { LastRunStore } from "../history/last-run.ts";
import type { ServerConnection } from "../server-connection.ts";

/** What the user chose to build. */
export interface Choice {
  readonly set: BakeSetItem;
  readonly targets: readonly string[];
}

/** The set that is meant: the only one, the one of `id`, or the user's choice. Undefined when there is none or the user leaves. */
export async function chooseSet(server: ServerConnection, lastRun: LastRunStore, id?: string): Promise<BakeSetItem | undefined> {
  const sets = await server.bakeSets();
  const named = id === undefined ? undefined : sets.find((set) => set.id === id);
  if (named) return named;
  if (sets.length === 0) return explainNoBakeFile();
  if (sets.length === 1) return sets[0];
  const saved = lastRun.read();
  const last = saved && findSetOf(saved, sets);
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const rank = (set: BakeSetItem): number => {
    if (active !== undefined && set.files.includes(active)) return 0;
    if (active?.startsWith(`${set.folderUri}/`)) return 1;
    return set === last ? 2 : 3;
  };
  const rows = [...sets].sort((a, b) => rank(a) - rank(b)).map((set) => ({
    label: set.label,
    description: set === last ? "built last" : "",
    detail: set.groups.concat().map((group) => group.name).join(", "),
    set,
  }));
  return (await vscode.window.showQuickPick(rows, { title: "Bakewell: Choose the Bake File", placeHolder: "Which bake file?" }))?.set;
}

function explainNoBakeFile(): undefined {
  const create = "Create a Bake File";
  void vscode.window
    .showInformationMessage("There is no bake file in this workspace. A docker-bake.hcl says what to build from which Dockerfile.", create)
    .then((choice) => (choice === create ? vscode.commands.executeCommand("bakewell.createBakeFile") : undefined));
  return undefined;
}

interface ChoiceRow extends vscode.QuickPickItem {
  readonly choice?: BakeChoice;
}

function rowsOf(choices: readonly BakeChoice[], picked: readonly string[]): ChoiceRow[] {
  const rowOf = (choice: BakeChoice): ChoiceRow => ({
    label: choice.name,
    description: choice.description,
    ...(choice.detail === undefined ? {} : { detail: choice.detail }),
    iconPath: new vscode.ThemeIcon(choice.isGroup ? "list-tree" : "target"),
    picked: picked.includes(choice.name),
    choice,
  });
  const separator = (label: string): ChoiceRow => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const groups = choices.filter((choice) => choice.isGroup).map(rowOf);
  const targets = choices.filter((choice) => !choice.isGroup).map(rowOf);
  return [...(groups.length > 0 ? [separator("Groups"), ...groups] : []), ...(targets.length > 0 ? [separator("Targets"), ...targets] : [])];
}

/** Any groups and targets of one set; what was built last is ticked. */
export async function chooseTargets(server: ServerConnection, lastRun: LastRunStore, title: string): Promise<Choice | undefined> {
  const set = await chooseSet(server, lastRun);
  if (!set) return undefined;
  const choices = bakeChoices(set);
  if (choices.length === 0) return explainNothingToBuild(set);
  const saved = lastRun.read();
  const last = saved && findSetOf(saved, [set]) ? saved.targets : [];
  const rows = rowsOf(choices, preselect(choices, last));
  const picked = await vscode.window.showQuickPick(rows, { title, placeHolder: `Groups and targets of ${set.label}`, canPickMany: true, matchOnDescription: true });
  const targets = (picked ?? []).flatMap((row) => row.choice?.name ?? []);
  return targets.length > 0 ? { set, targets } : undefined;
}

/** One group or target of one set. */
export async function chooseTarget(server: ServerConnection, lastRun: LastRunStore, title: string): Promise<Choice | undefined> {
  const set = await chooseSet(server, lastRun);
  if (!set) return undefined;
  const choices = bakeChoices(set);
  if (choices.length === 0) return explainNothingToBuild(set);
  const picked = await vscode.window.showQuickPick(rowsOf(choices, []), { title, placeHolder: `A group or target of ${set.label}`, matchOnDescription: true });
  return picked?.choice ? { set, targets: [picked.choice.name] } : undefined;
}

function explainNothingToBuild(set: BakeSetItem): undefined {
  const problem = set.problems[0];
  void vscode.window.showWarningMessage(problem ? `${set.label} has nothing to build: ${problem.message}` : `${set.label} has no target that can be built by itself.`);
  return undefined;
}
