// The opened workspace and the running extension, for all suites.
import * as vscode from "vscode";
import type { BakewellApi } from "../../../client/src/extension.ts";
import { describeFinding, optionsVariable, type SuiteOptions } from "../results.ts";

export const suiteOptions = JSON.parse(process.env[optionsVariable] ?? "{}") as SuiteOptions;

export function uriOf(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}

/** The running extension, once its language server answers. */
export async function bakewell(): Promise<BakewellApi> {
  const api = await vscode.extensions.getExtension<BakewellApi>("bakewell.bakewell")!.activate();
  await api.ready;
  return api;
}

/** Shows a file of the workspace. */
export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uriOf(path));
}

export async function write(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
}

/** Writes a file and shows it. */
export async function create(path: string, text: string): Promise<vscode.TextDocument> {
  await write(path, text);
  const editor = await show(path);
  return editor.document;
}

/** Writes a file into a folder of its own, whose name no test before has used, and shows it. */
export async function createAlone(name: string, text: string): Promise<vscode.TextDocument> {
  return create(`${newFolder()}/${name}`, text);
}

let folders = 0;

export function newFolder(): string {
  return `scratch/${++folders}`;
}

/** Closes all editors and drops what was not saved. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || !vscode.workspace.getWorkspaceFolder(document.uri)) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Asks again and again until there is an answer; fails after `seconds` with what was there last. */
export async function waitFor<Result>(what: string, ask: () => Result | undefined | Promise<Result | undefined>, seconds = 10, last?: () => unknown): Promise<Result> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`no ${what} within ${seconds} s${last ? `; there was ${JSON.stringify(last())}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const severities = ["error", "warning", "info", "hint"];

/** The findings of one source, as `describeFinding` writes them. */
export function findingsIn(uri: vscode.Uri, source = "bakewell"): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === source)
    .map(({ severity, code, range, message }) => describeFinding(severities[severity]!, codeText(code), range.start, range.end, message))
    .sort();
}

function codeText(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

export async function waitForFinding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  const find = (): vscode.Diagnostic | undefined => vscode.languages.getDiagnostics(uri).find((diagnostic) => codeText(diagnostic.code) === rule);
  return waitFor(`finding of ${rule}`, find, 10, () => findingsIn(uri));
}

/** The place of the cursor `<|>`, and the text without it. */
export function readCursor(source: string): { text: string; position: vscode.Position } {
  const before = source.slice(0, source.indexOf("<|>")).split("\n");
  return { text: source.replace("<|>", ""), position: new vscode.Position(before.length - 1, before.at(-1)!.length) };
}

export type MessageFunction = "showErrorMessage" | "showWarningMessage" | "showInformationMessage";

/** Answers the extension's messages of one kind with `choice` while `action` runs. Returns the messages, details included. */
export async function answering(kind: MessageFunction, choice: string | undefined, action: () => Promise<unknown>): Promise<string[]> {
  const original = vscode.window[kind];
  const messages: string[] = [];
  const fake = (message: string, ...rest: readonly unknown[]): Promise<string | undefined> => {
    const options = rest.find((part) => typeof part === "object") as vscode.MessageOptions | undefined;
    messages.push([message, options?.detail].filter((part) => part !== undefined).join("\n"));
    return Promise.resolve(choice);
  };
  Object.assign(vscode.window, { [kind]: fake });
  try {
    await action();
    return messages;
  } finally {
    Object.assign(vscode.window, { [kind]: original });
  }
}
