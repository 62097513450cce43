import * as vscode from "vscode";
import type { StageItem, StageRole, StagesResult } from "../protocol.ts";
import { readClientSettings } from "../bake/settings.ts";
import { code } from "../core/markdown.ts";
import { buildStageTree, stageAtLine, stageDescription, stageTooltip } from "../core/stage-tree.ts";
import type { StageNode } from "../core/stage-tree.ts";
import type { ServerConnection } from "../server-connection.ts";
import { openCommand } from "./locations.ts";
import { stageResource } from "./stage-decorations.ts";

/** The stages of the Dockerfile that was edited last. */
export class StagesView implements vscode.TreeDataProvider<StageNode>, vscode.Disposable {
  readonly #server: ServerConnection;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<StageNode>;
  readonly #subscriptions: vscode.Disposable[];
  #result: StagesResult | undefined;
  #roots: readonly StageNode[] = [];
  #parents = new Map<StageNode, StageNode>();
  /** Counts the questions, so that a late answer to an early one is dropped. */
  #question = 0;
  #followTimer: NodeJS.Timeout | undefined;

  constructor(server: ServerConnection) {
    this.#server = server;
    this.#view = vscode.window.createTreeView("bakewell.stages", { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
      vscode.workspace.onDidCloseTextDocument((document) => this.#onClose(document)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#follow(event)),
      server.onModelChanged(() => void this.refresh()),
    ];
  }

  /** Asks for the stages of the active editor; when that is no Dockerfile, of the one shown before. */
  async refresh(): Promise<void> {
    const question = ++this.#question;
    const active = vscode.window.activeTextEditor?.document.uri;
    const shown = this.#result && vscode.Uri.parse(this.#result.uri);
    const result = (active && (await this.#ask(active))) ?? (shown && shown.toString() !== active?.toString() ? await this.#ask(shown) : undefined);
    if (question !== this.#question) return;
    this.#show(result);
  }

  async #ask(uri: vscode.Uri): Promise<StagesResult | undefined> {
    const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString());
    if (!document || !mayBeDockerfile(document)) return undefined;
    return (await this.#server.stages(uri).catch(() => undefined)) ?? undefined;
  }

  #show(result: StagesResult | undefined): void {
    this.#result = result;
    this.#roots = result ? buildStageTree(result) : [];
    this.#parents = new Map(this.#roots.flatMap((root) => parentsBelow(root)));
    if (result) this.#view.description = vscode.workspace.asRelativePath(vscode.Uri.parse(result.uri));
    else delete this.#view.description;
    this.#changed.fire(undefined);
  }

  #onClose(document: vscode.TextDocument): void {
    if (document.uri.toString() === (this.#result && vscode.Uri.parse(this.#result.uri).toString())) this.#show(undefined);
  }

  #follow(event: vscode.TextEditorSelectionChangeEvent): void {
    clearTimeout(this.#followTimer);
    this.#followTimer = setTimeout(() => {
      const line = event.selections[0]?.active.line;
      if (!this.#view.visible || line === undefined || !readClientSettings().followCursor) return;
      if (!this.#result || event.textEditor.document.uri.toString() !== vscode.Uri.parse(this.#result.uri).toString()) return;
      const stage = stageAtLine(this.#result.stages, line);
      const node = stage && this.#find(stage);
      if (node) void this.#view.reveal(node, { select: true, focus: false });
    }, 150);
  }

  #find(stage: StageItem): StageNode | undefined {
    const isIt = (node: StageNode): boolean => node.kind === "stage" && node.stage.index === stage.index;
    return this.#roots.find(isIt) ?? [...this.#parents.keys()].find(isIt);
  }

  getChildren(node?: StageNode): StageNode[] {
    const children = node === undefined ? this.#roots : node.kind === "stage" ? node.children : [];
    return [...children];
  }

  getParent(node: StageNode): StageNode | undefined {
    return this.#parents.get(node);
  }

  getTreeItem(node: StageNode): vscode.TreeItem {
    if (node.kind === "stage") return stageRow(node);
    return node.kind === "read" ? readRow(node) : targetRow(node);
  }

  dispose(): void {
    clearTimeout(this.#followTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** Keeps questions about files of other kinds from the server; names are what the document selector lists. */
function mayBeDockerfile(document: vscode.TextDocument): boolean {
  const name = document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1);
  return document.languageId === "dockerfile" || /^(dockerfile|containerfile)|\.dockerfile$/i.test(name);
}

function parentsBelow(node: StageNode): [StageNode, StageNode][] {
  if (node.kind !== "stage") return [];
  return node.children.flatMap((child): [StageNode, StageNode][] => [[child, node], ...parentsBelow(child)]);
}

const roleIcons: Readonly<Record<StageRole, string>> = { service: "server-process", shipped: "package", base: "layers", job: "play-circle", builder: "tools" };

function stageRow(node: Extract<StageNode, { kind: "stage" }>): vscode.TreeItem {
  const { stage } = node;
  const item = new vscode.TreeItem(node.title, node.children.length > 0 ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  item.id = `${node.uri} ${stage.index}`;
  item.description = stageDescription(stage);
  item.tooltip = new vscode.MarkdownString(stageTooltip(stage));
  item.contextValue = stage.builtBy.length > 0 ? "bakewell.builtStage" : "bakewell.stage";
  item.resourceUri = stageResource(node.uri, stage);
  const color = stage.problems.errors > 0 ? "list.errorForeground" : stage.problems.warnings > 0 ? "list.warningForeground" : undefined;
  item.iconPath = new vscode.ThemeIcon(roleIcons[stage.role], color === undefined ? undefined : new vscode.ThemeColor(color));
  item.accessibilityInformation = { label: `Stage ${node.title}, ${stageDescription(stage)}`, role: "treeitem" };
  item.command = openCommand("Go to the stage", node.uri, stage.selectionRange);
  return item;
}

function readRow(node: Extract<StageNode, { kind: "read" }>): vscode.TreeItem {
  const item = new vscode.TreeItem(node.source);
  item.description = node.isStage ? "copied from this stage" : "copied from this image or context";
  item.tooltip = new vscode.MarkdownString(`Reads files of ${code(node.source)}`);
  item.contextValue = "bakewell.read";
  item.iconPath = new vscode.ThemeIcon(node.isStage ? "arrow-small-left" : "cloud-download");
  item.accessibilityInformation = { label: `Copies from ${node.source}`, role: "treeitem" };
  item.command = openCommand("Go to the instruction", node.uri, node.range);
  return item;
}

function targetRow(node: Extract<StageNode, { kind: "target" }>): vscode.TreeItem {
  const { target } = node.target;
  const item = new vscode.TreeItem(target);
  item.id = `${node.uri} ${node.stage} ${node.target.set} ${target}`;
  item.description = "bake target";
  item.tooltip = new vscode.MarkdownString(`The bake target ${code(target)} builds this stage`);
  item.contextValue = "bakewell.stageTarget";
  item.iconPath = new vscode.ThemeIcon("target");
  item.accessibilityInformation = { label: `Built by the bake target ${target}`, role: "treeitem" };
  item.command = { command: "bakewell.revealTarget", title: "Go to the target", arguments: [{ set: node.target.set, targets: [target] }] };
  return item;
}
