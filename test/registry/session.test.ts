// Pinning from the lightbulb: the actions, what the command edits, and when it edits nothing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type * as lsp from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { isMissing, missing, projectFolder } from "../../scripts/real-parts/part.ts";
import { provideRegistry, startRegistry } from "../../scripts/real-parts/registry.ts";
import { registryClient } from "../../server/src/node/registry/registry-client.ts";
import { type LspSession, startSession } from "../harness/lsp-session.ts";
import { requirePart } from "../harness/real-parts.ts";
import { machine, temporaryFolder } from "./docker-config.ts";
import { pushImage } from "./pushed-images.ts";
import { serve } from "./servers.ts";

interface Images {
  readonly host: string;
  /** Digest by tag. */
  readonly digests: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** `team/app` with releases, of which 2.1.0 is the latest, and with a channel that is no release. */
async function provideImages() {
  const part = await provideRegistry();
  if (isMissing(part)) return missing(part.missing);
  const registry = await startRegistry(part);
  const { host } = registry;
  const digests = new Map<string, string>();
  for (const tags of [["1.9.0"], ["2", "2.1", "2.1.0", "latest"], ["2.1.0-alpine", "2-alpine"], ["nightly"], ["2.0.5"]]) {
    const digest = await pushImage({ host, repository: "team/app" }, tags[0]!, "oci-index", ...tags);
    for (const tag of tags) digests.set(tag, digest);
  }
  return { host, digests, stop: () => registry.stop() } satisfies Images;
}

/** A client that takes edits, presses a button where it is asked, and remembers what it saw. */
interface Client {
  readonly session: LspSession;
  readonly edits: lsp.ApplyWorkspaceEditParams[];
  readonly messages: string[];
  readonly progress: string[];
  /** The actions with the cursor in front of `cursor`, which stands once in the text. */
  actions(path: string, text: string, cursor?: string): Promise<readonly lsp.CodeAction[]>;
  run(action: lsp.CodeAction): Promise<unknown>;
}

interface Behavior {
  /** Whether it knows messages with buttons. */
  readonly asks?: boolean;
  readonly button?: string;
  readonly applied?: boolean;
  readonly capabilities?: lsp.ClientCapabilities;
  readonly onProgress?: (token: lsp.ProgressToken) => void;
}

async function startClient(t: TestContext, { asks = true, button, applied = true, capabilities = {}, onProgress }: Behavior = {}): Promise<Client> {
  const settings = machine(t);
  const session = await startSession({ capabilities: { window: { workDoneProgress: true }, ...capabilities }, registry: async () => registryClient(settings) });
  t.after(() => session.close());
  const [edits, messages, progress]: [lsp.ApplyWorkspaceEditParams[], string[], string[]] = [[], [], []];
  session.connection.onRequest("workspace/applyEdit", (params: lsp.ApplyWorkspaceEditParams) => {
    edits.push(params);
    return { applied, ...(applied ? {} : { failureReason: "it is read-only" }) };
  });
  session.connection.onNotification("window/showMessage", ({ message }: lsp.ShowMessageParams) => void messages.push(message));
  if (asks) session.connection.onRequest("window/showMessageRequest", ({ message, actions }: lsp.ShowMessageRequestParams) => {
    messages.push(`${message}${(actions ?? []).map(({ title }) => ` [${title}]`).join("")}`);
    return actions?.find(({ title }) => title === button) ?? null;
  });
  session.connection.onRequest("window/workDoneProgress/create", ({ token }: lsp.WorkDoneProgressCreateParams) => {
    session.connection.onNotification("$/progress", ({ value }: { readonly value: lsp.WorkDoneProgressBegin }) => {
      progress.push([value.kind, value.title, value.message].filter(Boolean).join(" "));
      if (value.kind === "begin") onProgress?.(token);
    });
    return null;
  });
  return {
    session, edits, messages, progress,
    actions: async (path, text, cursor = "team/app") => {
      const uri = session.uriOf(path);
      const document = TextDocument.create(uri, "", 1, text);
      const start = document.positionAt(text.indexOf(cursor));
      const all = await session.request<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range: { start, end: start }, context: { diagnostics: [] } });
      return all.filter(({ command }) => command?.command === "bakewell.pinImage");
    },
    run: ({ command }) => session.request("workspace/executeCommand", { command: command!.command, arguments: command!.arguments }),
  };
}

/** Opens a text with one image and runs the action whose title begins so. Returns the text as it is then. */
async function pin(client: Client, path: string, text: string, title: string, cursor?: string): Promise<string> {
  client.session.open(path, text);
  const actions = await client.actions(path, text, cursor);
  const action = actions.find((candidate) => candidate.title.startsWith(title));
  assert.ok(action, `${title} among ${actions.map((candidate) => candidate.title).join(", ")}`);
  await client.run(action);
  const uri = client.session.uriOf(path);
  const edits = client.edits.flatMap(({ edit }) => edit.changes?.[uri] ?? edit.documentChanges?.flatMap((change) => ("edits" in change ? (change.edits as lsp.TextEdit[]) : [])) ?? []);
  return TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), edits);
}

const toTag = "Pin to the tag";
const toDigest = "Pin to digest";

test("the actions name the registry; they are fixes where a rule reports the image", async (t) => {
  const client = await startClient(t);
  const shown = async (path: string, text: string): Promise<string[]> => {
    client.session.open(path, text);
    return (await client.actions(path, text)).map(({ title, kind, diagnostics }) => `${kind} ${title}${diagnostics ? ` for ${diagnostics.map(({ code }) => code).join()}` : ""}`);
  };
  assert.deepEqual(await shown("Dockerfile", "FROM team/app:latest\n"), [
    'quickfix Pin to the tag that "latest" is now (asks docker.io) for NoLatestTag',
    "quickfix Pin to digest (asks docker.io) for NoLatestTag",
  ]);
  assert.deepEqual(await shown("a.Dockerfile", "FROM ghcr.io/team/app\n"), [
    'quickfix Pin to the tag that "latest" is now (asks ghcr.io) for RequireImageTag',
    "quickfix Pin to digest (asks ghcr.io) for RequireImageTag",
  ]);
  assert.deepEqual(await shown("b.Dockerfile", "FROM team/app:1.2.3\n"), ["refactor.rewrite Pin to digest (asks docker.io)"]);
  assert.deepEqual(await shown("c.Dockerfile", "FROM team/app:${TAG}\n"), []);
  assert.deepEqual(await shown("docker-bake.hcl", 'target "default" {\n  contexts = { app = "docker-image://team/app" }\n}\n'), [
    'quickfix Pin to the tag that "latest" is now (asks docker.io) for BakeRemoteContextUnpinned',
    "quickfix Pin to digest (asks docker.io) for BakeRemoteContextUnpinned",
  ]);
  assert.ok(client.session.result.capabilities.executeCommandProvider?.commands.includes("bakewell.pinImage"));
  assert.deepEqual(client.session.errors, []);
});

test("without a network, and on the pages of a remote repository, there are no such actions", async (t) => {
  const offline = await startSession();
  t.after(() => offline.close());
  assert.equal(offline.result.capabilities.executeCommandProvider, undefined);
  const client = await startClient(t);
  const uri = "memfs://github/team/app/Dockerfile";
  client.session.open(uri, "FROM team/app\n");
  assert.deepEqual(await client.actions(uri, "FROM team/app\n"), []);
});

test("a digest is written behind the tag, in every kind of reference", async (t) => {
  const images = await requirePart(t, "registry", provideImages);
  if (!images) return;
  const { host, digests } = images;
  const texts = [
    [`FROM --platform=linux/amd64 ${host}/team/app:2.1.0 AS base\r\n`, "2.1.0", ":2.1.0"],
    [`FROM ${host}/team/app\n`, "latest", "team/app"],
    [`FROM scratch\nCOPY --from=${host}/team/app:2 /a /b\n`, "2", ":2"],
    [`FROM scratch\nRUN --mount=type=bind,from=${host}/team/app:nightly,target=/x true\n`, "nightly", ":nightly"],
    [`ARG BASE="${host}/team/app:1.9.0"\nFROM $BASE\n`, "1.9.0", ":1.9.0"],
  ] as const;
  for (const [text, tag, before] of texts) {
    const client = await startClient(t);
    // Where an ARG decides, the lightbulb stands where the image is used.
    assert.equal(await pin(client, "Dockerfile", text, toDigest, text.includes("$") ? "$" : undefined), text.replace(before, `${before}@${digests.get(tag)}`));
    assert.deepEqual(client.messages, []);
  }
  const bake = `target "default" {\n  contexts = { app = "docker-image://${host}/team/app:2" }\n}\n`;
  assert.equal(await pin(await startClient(t), "docker-bake.hcl", bake, toDigest), bake.replace(":2\"", `:2@${digests.get("2")}"`));
});

test("a floating tag becomes the release that is the same image", async (t) => {
  const images = await requirePart(t, "registry", provideImages);
  if (!images) return;
  for (const [tag, release] of [["", ":2.1.0"], [":latest", ":2.1.0"], [":2", ":2.1.0"], [":2-alpine", ":2.1.0-alpine"]] as const) {
    const client = await startClient(t);
    assert.equal(await pin(client, "Dockerfile", `FROM ${images.host}/team/app${tag}\n`, toTag), `FROM ${images.host}/team/app${release}\n`);
    assert.deepEqual([client.progress.at(0), client.progress.at(-1)], [`begin Bakewell: pinning ${images.host}/team/app${tag} asking the registry`, "end"]);
  }
});

test("where no release is the same image, the user decides", async (t) => {
  const images = await requirePart(t, "registry", provideImages);
  if (!images) return;
  const text = `FROM ${images.host}/team/app:nightly\n`;
  const ask = "No release of HOST/team/app is the same image as \"nightly\" now. The newest one of that kind is 2.1.0, which is another image. [Use 2.1.0] [Pin to digest]";
  for (const [button, expected] of [["Use 2.1.0", ":2.1.0"], ["Pin to digest", `:nightly@${images.digests.get("nightly")}`], [undefined, ":nightly"]] as const) {
    const client = await startClient(t, button === undefined ? {} : { button });
    assert.equal(await pin(client, "Dockerfile", text, toTag), text.replace(":nightly", expected));
    assert.deepEqual(client.messages.map((message) => message.replaceAll(images.host, "HOST")), [ask]);
  }
  const silent = await startClient(t, { asks: false });
  assert.equal(await pin(silent, "Dockerfile", text, toTag), text);
  assert.deepEqual(silent.messages.map((message) => message.replaceAll(images.host, "HOST")), [`The image was not pinned. ${ask.replace(/ \[.*/, "")}`]);
  const client = await startClient(t);
  await pin(client, "Dockerfile", `FROM ${images.host}/team/app:1.9\n`, toTag);
  assert.deepEqual(client.messages.map((message) => message.replaceAll(images.host, "HOST")), ['The image was not pinned. HOST has no tag "1.9" of team/app. Check the name and the tag.']);
});

test("an edit names the version that it is for, where the client understands that", async (t) => {
  const images = await requirePart(t, "registry", provideImages);
  if (!images) return;
  const client = await startClient(t, { capabilities: { workspace: { workspaceEdit: { documentChanges: true } }, window: { workDoneProgress: true } } });
  await pin(client, "Dockerfile", `FROM ${images.host}/team/app:2\n`, toTag);
  assert.deepEqual(client.edits.map(({ edit }) => edit.documentChanges?.map((change) => "textDocument" in change && change.textDocument)), [[{ uri: client.session.uriOf("Dockerfile"), version: 1 }]]);
  const refusing = await startClient(t, { applied: false });
  await pin(refusing, "Dockerfile", `FROM ${images.host}/team/app:2\n`, toTag);
  assert.deepEqual(refusing.messages, ["The image was not pinned. The editor did not take the edit (it is read-only): ask for the action again."]);
});

test("a text that has changed is not edited, but one that has changed elsewhere is", async (t) => {
  const slow = await serve(t, (_request, response) => void setTimeout(() => response.writeHead(200, { "docker-content-digest": `sha256:${"a".repeat(64)}` }).end(), 300));
  const text = `FROM ${slow.host}/team/app:2\nRUN a\n`;
  const during = async (change: lsp.TextDocumentContentChangeEvent): Promise<Client> => {
    const client = await startClient(t, { onProgress: () => client.session.change("Dockerfile", change) });
    await pin(client, "Dockerfile", text, toDigest);
    return client;
  };
  const elsewhere = await during({ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 5 } }, text: "b" });
  assert.deepEqual([elsewhere.edits.length, elsewhere.messages], [1, []]);
  const there = await during({ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "# x\n" });
  assert.deepEqual([there.edits, there.messages], [[], ["The image was not pinned. The text was changed while the registry was asked: ask for the action again."]]);

  const client = await startClient(t);
  client.session.open("Dockerfile", text);
  const [action] = await client.actions("Dockerfile", text);
  client.session.change("Dockerfile", { text: "FROM team/other\n" });
  await client.run(action!);
  assert.deepEqual([client.edits, client.messages], [[], ["The image was not pinned. The text has changed since the action was offered: ask for it again."]]);
});

test("cancelling the progress ends it without a word", async (t) => {
  const silent = await serve(t, () => undefined);
  const client = await startClient(t, { onProgress: (token) => void client.session.connection.sendNotification("window/workDoneProgress/cancel", { token }) });
  const text = `FROM ${silent.host}/team/app:2\n`;
  assert.equal(await pin(client, "Dockerfile", text, toDigest), text);
  assert.deepEqual([client.messages, client.progress.at(-1)], [[], "end"]);
});

test("commands that are none are logged and harm nothing", async (t) => {
  const client = await startClient(t);
  for (const [command, argument] of [["bakewell.none", {}], ["bakewell.pinImage", undefined], ["bakewell.pinImage", { uri: 1 }]] as const) {
    assert.equal(await client.session.request("workspace/executeCommand", { command, arguments: argument === undefined ? [] : [argument] }), null);
  }
  assert.deepEqual(client.session.errors, ["There is no command bakewell.none with these arguments.", ...Array<string>(2).fill("There is no command bakewell.pinImage with these arguments.")]);
});

test("the built server does it, over stdio, in a process of its own", async (t) => {
  const images = await requirePart(t, "registry", provideImages);
  if (!images) return;
  const folder = temporaryFolder(t);
  const child = spawn(process.execPath, [join(projectFolder, "dist/server.js"), "--stdio"], { env: { ...process.env, DOCKER_CONFIG: folder }, stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.kill());
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const edits: lsp.WorkspaceEdit[] = [];
  const messages: string[] = [];
  connection.onRequest("workspace/applyEdit", ({ edit }: lsp.ApplyWorkspaceEditParams) => ({ applied: edits.push(edit) > 0 }));
  connection.onNotification("window/showMessage", ({ message }: lsp.ShowMessageParams) => void messages.push(message));
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification("initialized", {});
  const uri = "untitled:Dockerfile";
  const text = `FROM ${images.host}/team/app\nFROM ${images.host}/team/app:9\n`;
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "dockerfile", version: 1, text } });
  for (const line of [0, 1]) {
    const at = { line, character: 6 };
    const actions = await connection.sendRequest<lsp.CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [] } });
    const { command } = actions.find(({ title }) => title.startsWith(toTag))!;
    await connection.sendRequest("workspace/executeCommand", { command: command!.command, arguments: command!.arguments });
  }
  assert.deepEqual(edits.map(({ changes }) => TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), changes![uri]!)), [text.replace("app", "app:2.1.0")]);
  assert.deepEqual(messages.map((message) => message.replace(images.host, "HOST")), ['The image was not pinned. HOST has no tag "9" of team/app. Check the name and the tag.']);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
});
