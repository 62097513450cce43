import * as vscode from "vscode";
import type { BakeSetItem } from "../protocol.ts";
import { code, escapeMarkdown } from "../core/markdown.ts";
import { count } from "../core/stage-tree.ts";
import { buildBakeTree, targetDescription, targetTooltip } from "../core/bake-tree.ts";
import type { BakeNode } from "../core/bake-tree.ts";
import { explainProblem } from "../core/docker-problem.ts";
import type { DockerProblem } from "../core/docker-problem.ts";
import type { ServerConnection } from "../server-connection.ts";
import { openCommand } from "./locations.ts";

/** All sets of bake files in the workspace with their groups and targets. */
export class BakeView implements vscode.TreeDataProvider<BakeNode>, vscode.Disposable {
  readonly #server: ServerConnection;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #setsChanged = new vscode.EventEmitter<readonly BakeSetItem[]>();
  readonly onDidChangeSets = this.#setsChanged.event;
  readonly #view: vscode.TreeView<BakeNode>;
  readonly #subscriptions: vscode.Disposable[];
  #roots: readonly BakeNode[] = [];
  #question = 0;

  constructor(server: ServerConnection) {
    this.#server = server;
    this.#view = vscode.window.createTreeView("bakewell.bake", { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [this.#view, this.#changed, this.#setsChanged, server.onModelChanged(() => void this.refresh())];
  }

  get isVisible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<vscode.TreeViewVisibilityChangeEvent> {
    return this.#view.onDidChangeVisibility;
  }

  async refresh(): Promise<void> {
    const question = ++this.#question;
    const sets = await this.#server.bakeSets().catch(() => []);
    if (question !== this.#question) return;
    this.#roots = buildBakeTree(sets);
    this.#changed.fire(undefined);
    this.#setsChanged.fire(sets);
  }

  /** Says above the tree why nothing can be built. */
  showProblem(problem: DockerProblem | undefined): void {
    if (problem) this.#view.message = explainProblem(problem).message;
    else delete this.#view.message;
  }

  getChildren(node?: BakeNode): BakeNode[] {
    if (node === undefined) return [...this.#roots];
    return node.kind === "set" || node.kind === "group" ? [...node.children] : [];
  }

  getTreeItem(node: BakeNode): vscode.TreeItem {
    if (node.kind === "set") return setRow(node);
    if (node.kind === "group") return groupRow(node);
    return node.kind === "target" ? targetRow(node) : problemRow(node);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

function setRow({ set }: Extract<BakeNode, { kind: "set" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(set.label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = set.id;
  const files = set.files.map((file) => vscode.workspace.asRelativePath(vscode.Uri.parse(file)));
  item.description = set.files.length > 1 ? `${set.files.length} files` : "";
  item.tooltip = new vscode.MarkdownString(`${files.map(code).join(", ")}\n\nRun in ${code(vscode.workspace.asRelativePath(vscode.Uri.parse(set.folderUri)))}`);
  item.contextValue = "bakewell.set";
  item.iconPath = set.problems.length > 0 ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground")) : new vscode.ThemeIcon("file-code");
  item.accessibilityInformation = { label: `Bake files ${set.label}`, role: "treeitem" };
  return item;
}

function groupRow({ set, group }: Extract<BakeNode, { kind: "group" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(group.name, vscode.TreeItemCollapsibleState.Expanded);
  item.description = group.description ?? count(group.targets.length, "member");
  item.tooltip = new vscode.MarkdownString(`**${escapeMarkdown(group.name)}** builds ${group.targets.map(code).join(", ")}`);
  item.contextValue = "bakewell.group";
  item.iconPath = new vscode.ThemeIcon("list-tree");
  item.accessibilityInformation = { label: `Group ${group.name} of ${set.label}`, role: "treeitem" };
  if (group.location) item.command = openCommand("Go to the group", group.location.uri, group.location.range);
  return item;
}

function targetRow({ set, target, parents }: Extract<BakeNode, { kind: "target" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(target.name);
  item.id = `${set.id} ${parents} ${target.name}`;
  item.description = targetDescription(target);
  item.tooltip = new vscode.MarkdownString(targetTooltip(target));
  item.contextValue = target.isAbstract ? "bakewell.abstractTarget" : "bakewell.target";
  item.iconPath = target.isAbstract ? new vscode.ThemeIcon("symbol-interface", new vscode.ThemeColor("disabledForeground")) : new vscode.ThemeIcon("target");
  item.accessibilityInformation = { label: `Target ${target.name}, ${targetDescription(target)}`, role: "treeitem" };
  if (target.location) item.command = openCommand("Go to the target", target.location.uri, target.location.range);
  return item;
}

function problemRow({ problem }: Extract<BakeNode, { kind: "problem" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(problem.message);
  item.tooltip = problem.message;
  item.contextValue = "bakewell.problem";
  item.iconPath = new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
  item.accessibilityInformation = { label: `Problem: ${problem.message}`, role: "treeitem" };
  if (problem.location) item.command = openCommand("Go to the problem", problem.location.uri, problem.location.range);
  return item;
}
