// One session over streams for each way in which clients differ.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import type * as lsp from "vscode-languageserver-protocol";
import { type BakeSetsResult, bakeSetsRequest } from "../../server/src/protocol/bake.ts";
import { startSession } from "../harness/lsp-session.ts";

const codes = (diagnostics: readonly lsp.Diagnostic[]): string[] => diagnostics.map((diagnostic) => `${diagnostic.range.start.line}:${diagnostic.range.start.character} ${String(diagnostic.code)}`);

test("pushes diagnostics, follows incremental edits, and clears them at close", async () => {
  const session = await startSession();
  session.open("Dockerfile", "FROM debian:latest\n");
  assert.deepEqual(codes(await session.diagnostics("Dockerfile")), ["0:5 NoLatestTag"]);
  session.change("Dockerfile", { range: { start: { line: 0, character: 12 }, end: { line: 0, character: 18 } }, text: "12" });
  assert.deepEqual(codes(await session.diagnostics("Dockerfile", (list) => list.length === 0)), []);
  // Two changes in one message apply one after the other.
  session.change(
    "Dockerfile",
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "# 🐳 é\n" },
    { range: { start: { line: 1, character: 11 }, end: { line: 1, character: 14 } }, text: "" },
  );
  assert.deepEqual(codes(await session.diagnostics("Dockerfile", (list) => list.length > 0)), ["1:5 RequireImageTag"]);
  await session.connection.sendNotification("textDocument/didClose", { textDocument: { uri: session.uriOf("Dockerfile") } });
  assert.deepEqual(codes(await session.diagnostics("Dockerfile", (list) => list.length === 0)), []);
  assert.deepEqual(session.errors, []);
  await session.close();
});

test("answers pulls with unchanged results, and then does not push", async () => {
  const session = await startSession({ capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } } });
  assert.ok(session.result.capabilities.diagnosticProvider);
  session.open("Dockerfile", "FROM debian:latest\n");
  const params = { textDocument: { uri: session.uriOf("Dockerfile") } };
  const full = await session.request<lsp.RelatedFullDocumentDiagnosticReport>("textDocument/diagnostic", params);
  assert.deepEqual(codes(full.items), ["0:5 NoLatestTag"]);
  const again = await session.request<lsp.DocumentDiagnosticReport>("textDocument/diagnostic", { ...params, previousResultId: full.resultId });
  assert.equal(again.kind, "unchanged");
  await session.close();
});

test("an edit of the Dockerfile changes the diagnostics of the bake file that builds it, and back", async () => {
  const session = await startSession({ files: { "docker-bake.hcl": 'target "default" {\n  target = "app"\n}\n', Dockerfile: "FROM debian:12 AS base\n" } });
  session.open("docker-bake.hcl", 'target "default" {\n  target = "app"\n}\n');
  assert.deepEqual(codes(await session.diagnostics("docker-bake.hcl", (list) => list.length > 0)), ["1:11 BakeStageMissing"]);
  session.open("Dockerfile", "FROM debian:12 AS base\n");
  session.change("Dockerfile", { text: "FROM debian:12 AS app\n" });
  assert.deepEqual(codes(await session.diagnostics("docker-bake.hcl", (list) => list.length === 0)), []);
  session.change("Dockerfile", { text: "FROM debian:12 AS other\n" });
  assert.deepEqual(codes(await session.diagnostics("docker-bake.hcl", (list) => list.length > 0)), ["1:11 BakeStageMissing"]);
  await session.close();
});

test("lightbulb, fix-all and ignore comments", async () => {
  const session = await startSession();
  const text = "FROM golang:1.23 AS build\nFROM debian:12\nCOPY --from=build /out /app/out\n";
  session.open("Dockerfile", text);
  await session.diagnostics("Dockerfile");
  const uri = session.uriOf("Dockerfile");
  const range = { start: { line: 2, character: 8 }, end: { line: 2, character: 8 } };
  const actions = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics: [] } });
  const titles = actions.map((action) => action.title);
  for (const title of ["Add --link", "Ignore UseCopyLink on this line", "Ignore UseCopyLink in this file"]) assert.ok(titles.includes(title), `${title} among ${titles.join(", ")}`);
  const all = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics: [], only: ["source.fixAll.bakewell"] } });
  assert.deepEqual(all.map((action) => TextDocument.applyEdits(TextDocument.create(uri, "dockerfile", 1, text), action.edit!.changes![uri]!)), [text.replace("COPY", "COPY --link")]);
  session.change("Dockerfile", { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: "# bakewell ignore=UseCopyLink\n" });
  await session.diagnostics("Dockerfile", (list) => !codes(list).some((code) => code.endsWith("UseCopyLink")));
  await session.close();
});

test("fix all mends bake files and the Dockerfiles written in them, and leaves the known text alone", async () => {
  const bake = `target "default" {
  platforms = ["linux/amd64", "linux/amd64"]
  dockerfile-inline = <<-EOT
    from debian:12
    RUN apt-get install curl
  EOT
}
`;
  const session = await startSession({ files: { "docker-bake.hcl": bake } });
  session.open("docker-bake.hcl", bake);
  const before = await session.diagnostics("docker-bake.hcl", (found) => found.length > 0);
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const textDocument = { uri: session.uriOf("docker-bake.hcl") };
  const [action] = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument, range, context: { diagnostics: [], only: ["source.fixAll.bakewell"] } });
  const edits = Object.values(action!.edit!.changes!)[0]!;
  assert.equal(TextDocument.applyEdits(TextDocument.create("", "", 0, bake), edits), bake
    .replace('["linux/amd64", "linux/amd64"]', '["linux/amd64"]')
    .replace("from debian", "FROM debian")
    .replace("apt-get install curl", "apt-get install -y curl"));
  session.change("docker-bake.hcl", { text: bake });
  assert.deepEqual(await session.diagnostics("docker-bake.hcl"), before);
  await session.close();
});

test("settings change severities, and a configuration file near the document wins over them", async () => {
  const files = { Dockerfile: "FROM debian:latest\n", "sub/Dockerfile": "FROM debian:latest\n", "sub/.bakewell.jsonc": '{ "rules": { "DL3007": "error" } } // nearest' };
  const session = await startSession({ files, settings: { rules: { NoLatestTag: "hint" } } });
  for (const path of ["Dockerfile", "sub/Dockerfile"]) session.open(path, "FROM debian:latest\n");
  const severities = async (path: string, wanted: number): Promise<void> => void (await session.diagnostics(path, (list) => list.length === 1 && list[0]!.severity === wanted));
  await severities("Dockerfile", 4);
  await severities("sub/Dockerfile", 1);
  await session.connection.sendNotification("workspace/didChangeConfiguration", { settings: { bakewell: { rules: { NoLatestTag: "off" } } } });
  await session.diagnostics("Dockerfile", (list) => list.length === 0);
  await severities("sub/Dockerfile", 1);
  await session.close();
});

test("a cancelled request is answered as cancelled, and broken parameters do not end the session", async () => {
  const session = await startSession();
  session.open("Dockerfile", "FROM debian:12\n");
  await assert.rejects(session.request("textDocument/hover", { textDocument: null, position: null }).then((answer) => (answer === null ? Promise.reject(new Error("empty")) : answer)));
  const hover = await session.request<lsp.Hover>("textDocument/hover", { textDocument: { uri: session.uriOf("Dockerfile") }, position: { line: 0, character: 1 } });
  assert.match((hover.contents as lsp.MarkupContent).value, /^\*\*FROM\*\*/);
  await session.close();
});

test("bake sets are answered with and without parameters", async () => {
  const session = await startSession({ files: { "docker-bake.hcl": 'group "default" {\n  targets = ["web"]\n}\ntarget "web" {}\n' } });
  const expected = { label: "docker-bake.hcl", groups: ["default"], targets: ["web"] };
  const summary = ({ sets }: BakeSetsResult) => sets.map(({ label, groups, targets }) => ({ label, groups: groups.map((group) => group.name), targets: targets.map((target) => target.name) }));
  assert.deepEqual(summary(await session.connection.sendRequest<BakeSetsResult>(bakeSetsRequest)), [expected]);
  assert.deepEqual(summary(await session.request<BakeSetsResult>(bakeSetsRequest, {})), [expected]);
  assert.deepEqual(session.errors, []);
  await session.close();
});
