import * as vscode from "vscode";

/** Handlers of the buttons that mend an empty view. */
export const fileCommands: Readonly<Record<string, () => Promise<unknown>>> = {
  "bakewell.openDockerfile": openDockerfile,
  "bakewell.createBakeFile": createBakeFile,
  "bakewell.setDockerPath": async () => vscode.commands.executeCommand("workbench.action.openSettings", "bakewell.docker.path"),
};

const dockerfiles = "**/{Dockerfile,Dockerfile.*,*.Dockerfile,*.dockerfile,Containerfile,Containerfile.*}";

async function findDockerfiles(): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(dockerfiles, "**/node_modules/**", 200);
  return found.filter((uri) => !uri.path.endsWith(".dockerignore")).sort((a, b) => a.path.length - b.path.length || a.path.localeCompare(b.path));
}

async function openDockerfile(): Promise<unknown> {
  const found = await findDockerfiles();
  if (found.length === 0) return createFile("Dockerfile", "dockerfile", "FROM ${1:alpine:3.22}\nWORKDIR ${2:/app}\nCOPY . .\n$0\n");
  if (found.length === 1) return vscode.window.showTextDocument(found[0]!);
  const rows = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const picked = await vscode.window.showQuickPick(rows, { title: "Bakewell: Open Dockerfile", placeHolder: "Which Dockerfile?" });
  return picked && vscode.window.showTextDocument(picked.uri);
}

/** The file starts with one target for the first Dockerfile of the workspace. */
async function createBakeFile(): Promise<unknown> {
  const folder = await chooseFolder();
  const dockerfile = (await findDockerfiles())[0];
  const path = dockerfile ? vscode.workspace.asRelativePath(dockerfile, false) : "Dockerfile";
  const escaped = path.replace(/[\\$}]/g, "\\$&").replaceAll('"', '\\\\"');
  const snippet = `group "default" {\n  targets = ["\${1:app}"]\n}\n\ntarget "$1" {\n  context    = "."\n  dockerfile = "\${2:${escaped}}"\n  tags       = ["\${3:example}/$1:latest"]$0\n}\n`;
  return createFile("docker-bake.hcl", "dockerbake", snippet, folder);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder: "In which folder?" }))?.uri;
}

/** An unsaved file with its name already chosen: nothing is on the disk until the user saves it. */
async function createFile(name: string, language: string, snippet: string, folder = vscode.workspace.workspaceFolders?.[0]?.uri): Promise<unknown> {
  const uri = folder && vscode.Uri.joinPath(folder, name).with({ scheme: "untitled" });
  const document = uri ? await vscode.workspace.openTextDocument(uri) : await vscode.workspace.openTextDocument({ language });
  const editor = await vscode.window.showTextDocument(document);
  await vscode.languages.setTextDocumentLanguage(document, language);
  return document.getText() === "" ? editor.insertSnippet(new vscode.SnippetString(snippet)) : undefined;
}
