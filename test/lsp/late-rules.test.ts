// The bundled server loads the checks of seldom used rules with the first file that has one of their words, while someone types, too.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type * as lsp from "vscode-languageserver-protocol";
import { root } from "../../scripts/files.ts";

const uri = "file:///work/Dockerfile";
const bakeUri = "file:///work/docker-bake.hcl";
/** Nothing is found in it. */
const start = 'FROM fedora:44\nCMD ["true"]\n';

async function startBundle(t: TestContext): Promise<MessageConnection> {
  const server = spawn(process.execPath, [join(root, "dist/server.js"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => server.kill());
  const client = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {}, initializationOptions: { settings: { shellcheck: { enabled: "off" } } } });
  await client.sendNotification("initialized", {});
  return client;
}

/** The codes of each publication for the document, and a promise of the first one that holds a code. */
function listen(client: MessageConnection): { published: string[][]; waitFor: (code: string) => Promise<void> } {
  const published: string[][] = [];
  let look = (): void => undefined;
  client.onNotification("textDocument/publishDiagnostics", ({ diagnostics }: lsp.PublishDiagnosticsParams) => {
    published.push(diagnostics.map(({ code }) => String(code)));
    look();
  });
  return {
    published,
    waitFor: (code) => new Promise((resolve) => {
      look = () => {
        if (published.some((codes) => codes.includes(code))) resolve();
      };
      look();
    }),
  };
}

function open(client: MessageConnection, text: string): Promise<void> {
  return client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "dockerfile", version: 1, text } });
}

test("a file that has the words when it is opened is published with all findings at once", async (t) => {
  const client = await startBundle(t);
  const { published, waitFor } = listen(client);
  await open(client, start.replace("CMD", "RUN dnf install git\nCMD"));
  await waitFor("DnfAssumeYes");
  assert.equal(published.length, 1, JSON.stringify(published));
});

test("words that are typed bring their rules", async (t) => {
  const client = await startBundle(t);
  const { published, waitFor } = listen(client);
  await open(client, `${start}# git`);
  await client.sendRequest("textDocument/documentSymbol", { textDocument: { uri } });
  const change = { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: "RUN dnf install git\n" };
  await client.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [change] });
  await waitFor("DnfAssumeYes");
  assert.ok(!published[0]!.includes("DnfAssumeYes"));
});

test("fix-all uses them, too", async (t) => {
  const client = await startBundle(t);
  await open(client, start.replace("CMD", "RUN dnf install git\nCMD"));
  const params = { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [], only: ["source.fixAll.bakewell"] } };
  const actions = await client.sendRequest<lsp.CodeAction[]>("textDocument/codeAction", params);
  const edits = actions.flatMap(({ edit }) => (edit?.documentChanges ?? []).flatMap((change) => ("edits" in change ? change.edits : [])).concat(edit?.changes?.[uri] ?? []));
  assert.ok(edits.some((edit) => "newText" in edit && edit.newText.includes("-y")), JSON.stringify(actions));
});

test("words that are typed in a Dockerfile within a bake file bring their rules", async (t) => {
  const client = await startBundle(t);
  const { waitFor } = listen(client);
  const text = 'target "default" {\n  tags = ["example/x:1"]\n  dockerfile-inline = <<EOT\nFROM fedora:latest\nCMD ["true"]\nEOT\n}\n';
  await client.sendNotification("textDocument/didOpen", { textDocument: { uri: bakeUri, languageId: "dockerbake", version: 1, text } });
  await waitFor("NoLatestTag");
  const change = { range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } }, text: "RUN dnf install git\n" };
  await client.sendNotification("textDocument/didChange", { textDocument: { uri: bakeUri, version: 2 }, contentChanges: [change] });
  await waitFor("DnfAssumeYes");
});
