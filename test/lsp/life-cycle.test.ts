// How a connection begins and ends, over streams in memory; what the program then does is in transport.test.ts.
import assert from "node:assert/strict";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { test, type TestContext } from "node:test";
import { createMessageConnection, ErrorCodes, type MessageConnection, ResponseError, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { Connection } from "../../server/src/lsp/connection.ts";
import { streamChannel } from "../../server/src/lsp/message-stream.ts";

interface Ends {
  readonly server: Connection;
  readonly client: MessageConnection;
  /** What the server wanted of the place that it runs in. */
  readonly acts: readonly string[];
  /** What the server logged. */
  readonly log: readonly string[];
}

const initialize = { processId: null, rootUri: null, capabilities: {} };

/** Both ends of a connection whose server answers `initialize`, `shutdown` and hovers. */
function connect(t: TestContext): Ends {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const [acts, log]: [string[], string[]] = [[], []];
  const server = new Connection(streamChannel(toServer, toClient), {
    follow: (processId) => void acts.push(`follow ${processId}`),
    exit: (code) => void acts.push(`exit ${code}`),
  });
  server.onRequest("initialize", () => ({ capabilities: {} }));
  server.onRequest("shutdown", () => null);
  server.onRequest("textDocument/hover", ({ position }) => ({ contents: `line ${position.line}` }));
  server.listen();
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onNotification("window/logMessage", ({ message }: { readonly message: string }) => void log.push(message));
  client.listen();
  t.after(() => client.dispose());
  return { server, client, acts, log };
}

const hover = (line: number) => ({ textDocument: { uri: "file:///Dockerfile" }, position: { line, character: 0 } });

/** What a request is answered with, an error as its name. */
async function answerTo({ client }: Ends, method: string, params?: object): Promise<unknown> {
  const name = (wanted: number): string => Object.entries(ErrorCodes).find(([, code]) => code === wanted)?.[0] ?? `error ${wanted}`;
  return (params ? client.sendRequest(method, params) : client.sendRequest(method)).catch((error: unknown) => (error instanceof ResponseError ? name(error.code) : error));
}

test("requests are answered between initialize and shutdown alone", async (t) => {
  const ends = connect(t);
  assert.equal(await answerTo(ends, "textDocument/hover", hover(1)), "ServerNotInitialized");
  assert.equal(await answerTo(ends, "shutdown"), "ServerNotInitialized");
  assert.deepEqual(await answerTo(ends, "initialize", initialize), { capabilities: {} });
  assert.equal(await answerTo(ends, "initialize", initialize), "InvalidRequest");
  assert.deepEqual(await answerTo(ends, "textDocument/hover", hover(1)), { contents: "line 1" });
  assert.equal(await answerTo(ends, "shutdown"), null);
  assert.equal(await answerTo(ends, "textDocument/hover", hover(1)), "InvalidRequest");
});

test("methods that are not served are answered with an error, and such notifications are passed over", async (t) => {
  const ends = connect(t);
  await answerTo(ends, "initialize", initialize);
  assert.equal(await answerTo(ends, "textDocument/moniker", hover(1)), "MethodNotFound");
  assert.equal(await answerTo(ends, "$/unheard"), "MethodNotFound");
  for (const method of ["$/setTrace", "$/unheard", "textDocument/unheard"]) await ends.client.sendNotification(method, { value: "verbose" });
  assert.deepEqual(await answerTo(ends, "textDocument/hover", hover(2)), { contents: "line 2" });
  assert.deepEqual(ends.log, []);
});

test("notifications are taken in while the server serves", async (t) => {
  const ends = connect(t);
  const opened: string[] = [];
  ends.server.onNotification("textDocument/didSave", ({ textDocument }) => void opened.push(textDocument.uri));
  const save = (uri: string) => ends.client.sendNotification("textDocument/didSave", { textDocument: { uri } });
  await save("before");
  await answerTo(ends, "initialize", initialize);
  await save("between");
  await answerTo(ends, "shutdown");
  await save("after");
  assert.equal(await answerTo(ends, "textDocument/hover", hover(1)), "InvalidRequest");
  assert.deepEqual(opened, ["between"]);
});

test("a handler that fails ends nothing", async (t) => {
  const ends = connect(t);
  ends.server.onRequest("textDocument/codeLens", () => Promise.reject(new Error("no lenses")));
  ends.server.onNotification("textDocument/didSave", () => {
    throw new Error("no saves");
  });
  await answerTo(ends, "initialize", initialize);
  assert.equal(await answerTo(ends, "textDocument/codeLens", hover(1)), "InternalError");
  await ends.client.sendNotification("textDocument/didSave", { textDocument: { uri: "file:///Dockerfile" } });
  assert.deepEqual(await answerTo(ends, "textDocument/hover", hover(2)), { contents: "line 2" });
  assert.deepEqual(ends.log, ["textDocument/didSave failed: no saves"]);
});

test("the client's process is followed, and the end is a failure unless it was announced", async (t) => {
  const announced = connect(t);
  await answerTo(announced, "initialize", { ...initialize, processId: 4711 });
  await answerTo(announced, "shutdown");
  await announced.client.sendNotification("exit");
  const sudden = connect(t);
  await sudden.client.sendNotification("exit");
  const lost = connect(t);
  await answerTo(lost, "initialize", initialize);
  lost.server.end();
  while (announced.acts.length < 2 || sudden.acts.length < 1) await new Promise(setImmediate);
  assert.deepEqual([announced.acts, sudden.acts, lost.acts], [["follow 4711", "exit 0"], ["exit 1"], ["exit 1"]]);
});

test("a client that is gone is told nothing", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const server = new Connection(streamChannel(input, output));
  server.listen();
  input.destroy();
  output.destroy();
  await once(output, "close");
  server.notify("window/logMessage", { type: 1, message: "nobody reads it" });
  void server.request("workspace/workspaceFolders", undefined);
  await new Promise(setImmediate);
});
