// Which documents there are and where: other systems' URIs, unsaved files, several folders, changes on disk.
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as lsp from "vscode-languageserver-protocol";
import { FileChangeType } from "vscode-languageserver-protocol";
import type { BakeSetsResult } from "../../server/src/protocol/bake.ts";
import type { StagesResult } from "../../server/src/protocol/stages.ts";
import { memoryHost } from "../harness/memory-host.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";

const bakeFile = 'target "default" {\n  target = "app"\n}\n';

const hasCode = (code: string) => (list: readonly lsp.Diagnostic[]): boolean => list.some((diagnostic) => diagnostic.code === code);
const lacksCode = (code: string) => (list: readonly lsp.Diagnostic[]): boolean => !hasCode(code)(list);

async function setsOf(session: LspSession): Promise<string[]> {
  const { sets } = await session.request<BakeSetsResult>("bakewell/bakeSets", undefined);
  return sets.map(({ label, targets }) => `${label}: ${targets.map(({ name }) => name).join(", ")}`);
}

test("URIs of Windows come back as the client spells them, and mean the same file in every spelling", async () => {
  const folder = "file:///c%3A/My%20Projects/app";
  const files = { [`${folder}/docker-bake.hcl`]: bakeFile, [`${folder}/Dockerfile`]: "FROM example/base:1 AS app\n" };
  const session = await startSession({ folders: ["file:///C:/My%20Projects/app"], files });
  const asSent = "file:///C:/My%20Projects/app/docker-bake.hcl";
  session.open(asSent, bakeFile);
  session.open(`${folder}/Dockerfile`, "FROM example/base:1 AS other\n");
  await session.diagnostics(asSent, hasCode("BakeStageMissing"));
  session.change(`${folder}/Dockerfile`, { text: "FROM example/base:1 AS app\n" });
  await session.diagnostics(asSent, lacksCode("BakeStageMissing"));
  const places = await session.request<lsp.Location[]>("textDocument/definition", { textDocument: { uri: asSent }, position: { line: 1, character: 13 } });
  assert.deepEqual(places.map(({ uri }) => uri), [`${folder}/Dockerfile`]);
  const { sets } = await session.request<BakeSetsResult>("bakewell/bakeSets", undefined);
  assert.deepEqual(sets.map(({ label, files: paths }) => ({ label, paths })), [{ label: "docker-bake.hcl", paths: [asSent] }]);
  await session.close();
});

test("an unsaved document is checked by the language that the editor gives it", async () => {
  const session = await startSession();
  session.open("untitled:Untitled-1", "FROM debian:latest\n", "dockerfile");
  session.open("untitled:Untitled-2", 'group "default" {\n  targets = ["none"]\n}\n', "dockerbake");
  session.open("untitled:Untitled-3", "FROM debian:latest\n", "plaintext");
  await session.diagnostics("untitled:Untitled-1", hasCode("NoLatestTag"));
  await session.diagnostics("untitled:Untitled-2", hasCode("BakeUnknownTarget"));
  const stages = await session.request<StagesResult | null>("bakewell/stages", { uri: "untitled:Untitled-1" });
  assert.deepEqual(stages?.stages.map(({ base }) => base), ["debian:latest"]);
  assert.equal(await session.request("bakewell/stages", { uri: "untitled:Untitled-3" }), null);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("other schemes, and a document whose folder is no workspace folder", async () => {
  const session = await startSession({ folders: [] });
  session.open("vscode-vfs://github/owner/repository/Dockerfile", "FROM debian:latest\n");
  await session.diagnostics("vscode-vfs://github/owner/repository/Dockerfile", hasCode("NoLatestTag"));
  session.open("file:///elsewhere/docker-bake.hcl", 'group "default" {\n  targets = ["none"]\n}\n');
  await session.diagnostics("file:///elsewhere/docker-bake.hcl", hasCode("BakeUnknownTarget"));
  assert.deepEqual(await setsOf(session), ["docker-bake.hcl: "]);
  await session.close();
});

test("each workspace folder has its own bake files, also one that is added or removed later", async () => {
  const files = new Map([
    ["one/docker-bake.hcl", 'target "one" {}\n'],
    ["two/docker-bake.hcl", 'target "two" {}\n'],
    ["three/docker-bake.hcl", 'target "three" {}\n'],
  ]);
  const [one, two, three] = ["one", "two", "three"].map((name) => ({ uri: `file:///work/${name}`, name }));
  const session = await startSession({ host: memoryHost(files), folders: [one!.uri, two!.uri], capabilities: { workspace: { workspaceFolders: true } } });
  assert.deepEqual(await setsOf(session), ["docker-bake.hcl: one", "docker-bake.hcl: two"]);
  session.connection.onRequest("workspace/workspaceFolders", () => [two, three]);
  await session.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [three], removed: [one] } });
  for (let attempt = 0; attempt < 100 && (await setsOf(session)).join() !== "docker-bake.hcl: three,docker-bake.hcl: two"; attempt++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual((await setsOf(session)).sort(), ["docker-bake.hcl: three", "docker-bake.hcl: two"]);
  await session.close();
});

/** Writes, or removes, files of a session's disk, and tells the server as an editor does that watches them. */
function diskOf(session: LspSession, files: Map<string, string>): (path: string, text: string | undefined) => Promise<void> {
  return async (path, text) => {
    const type = text === undefined ? FileChangeType.Deleted : files.has(path) ? FileChangeType.Changed : FileChangeType.Created;
    if (text === undefined) files.delete(path);
    else files.set(path, text);
    await session.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: session.uriOf(path), type }] });
  };
}

test("files that change, come and go on disk are noticed", async () => {
  const files = new Map([["docker-bake.hcl", bakeFile], ["Dockerfile", "FROM example/base:1 AS other\n"]]);
  const session = await startSession({ host: memoryHost(files) });
  const onDisk = diskOf(session, files);
  session.open("docker-bake.hcl", bakeFile);
  await session.diagnostics("docker-bake.hcl", hasCode("BakeStageMissing"));

  await onDisk("Dockerfile", "FROM example/base:1 AS app\n");
  await session.diagnostics("docker-bake.hcl", lacksCode("BakeStageMissing"));
  await onDisk("Dockerfile", "FROM example/base:1 AS gone\n");
  await session.diagnostics("docker-bake.hcl", hasCode("BakeStageMissing"));
  // About the stages of a file that is not there, nothing can be said.
  await onDisk("Dockerfile", undefined);
  await session.diagnostics("docker-bake.hcl", lacksCode("BakeStageMissing"));
  await onDisk("Dockerfile", "FROM example/base:1 AS late\n");
  await session.diagnostics("docker-bake.hcl", hasCode("BakeStageMissing"));

  await onDisk("sub/docker-bake.hcl", 'target "sub" {}\n');
  assert.deepEqual(await setsOf(session), ["docker-bake.hcl: default", "sub/docker-bake.hcl: sub"]);
  await onDisk("sub/docker-bake.hcl", 'target "changed" {}\n');
  assert.deepEqual(await setsOf(session), ["docker-bake.hcl: default", "sub/docker-bake.hcl: changed"]);
  await onDisk("sub/docker-bake.hcl", undefined);
  assert.deepEqual(await setsOf(session), ["docker-bake.hcl: default"]);

  await onDisk(".bakewell.jsonc", '{ "rules": { "BakeStageMissing": "off" } }');
  await session.diagnostics("docker-bake.hcl", lacksCode("BakeStageMissing"));
  await onDisk(".bakewell.jsonc", undefined);
  await session.diagnostics("docker-bake.hcl", hasCode("BakeStageMissing"));
  await session.close();
});

test("a file that is loaded beside a bake file is noticed when it comes, changes and goes", async () => {
  const text = 'target "default" {\n  tags = ["${REGISTRY}/app"]\n}\n';
  const files = new Map([["docker-bake.hcl", text]]);
  const session = await startSession({ host: memoryHost(files) });
  const onDisk = diskOf(session, files);
  const declaredIn = (name: string) => (list: readonly lsp.Diagnostic[]): boolean => list.some(({ code, message }) => code === "BakeUndefinedVariable" && typeof message === "string" && message.includes(name));
  session.open("docker-bake.hcl", text);
  await session.diagnostics("docker-bake.hcl", (list) => hasCode("BakeUndefinedVariable")(list) && !declaredIn("versions.hcl")(list));
  await onDisk("versions.hcl", 'variable "REGISTRY" {}\n');
  await session.diagnostics("docker-bake.hcl", declaredIn("versions.hcl"));
  await onDisk("versions.hcl", 'variable "OTHER" {}\n');
  await session.diagnostics("docker-bake.hcl", (list) => !declaredIn("versions.hcl")(list));
  await onDisk("shared/registry.hcl", 'REGISTRY = "registry.example.com"\n');
  await session.diagnostics("docker-bake.hcl", declaredIn("registry.hcl"));
  await onDisk("shared/registry.hcl", undefined);
  await session.diagnostics("docker-bake.hcl", (list) => !declaredIn("registry.hcl")(list));
  await session.close();
});

test("a project's files in the build context are noticed too", async () => {
  const dockerfile = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm run build\n';
  const files = new Map([["docker-bake.hcl", 'target "default" {}\n'], ["Dockerfile", dockerfile], ["package.json", '{ "scripts": {} }']]);
  const session = await startSession({ host: memoryHost(files) });
  session.open("Dockerfile", dockerfile);
  await session.diagnostics("Dockerfile", hasCode("NpmScriptMissing"));
  files.set("package.json", '{ "scripts": { "build": "tsc" } }');
  await session.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: session.uriOf("package.json"), type: FileChangeType.Changed }] });
  await session.diagnostics("Dockerfile", lacksCode("NpmScriptMissing"));
  await session.close();
});

test("a closed document counts as it is on disk again", async () => {
  const files = { "docker-bake.hcl": bakeFile, Dockerfile: "FROM example/base:1 AS app\n" };
  const session = await startSession({ files });
  session.open("docker-bake.hcl", bakeFile);
  session.open("Dockerfile", "FROM example/base:1 AS unsaved\n");
  await session.diagnostics("docker-bake.hcl", hasCode("BakeStageMissing"));
  await session.connection.sendNotification("textDocument/didClose", { textDocument: { uri: session.uriOf("Dockerfile") } });
  await session.diagnostics("docker-bake.hcl", lacksCode("BakeStageMissing"));
  await session.close();
});
