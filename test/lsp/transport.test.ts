// The server as a process of its own: every way to talk to it, and when it ends.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createClientPipeTransport, createClientSocketTransport, createMessageConnection, IPCMessageReader, IPCMessageWriter, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type * as lsp from "vscode-languageserver-protocol";
import { root } from "../../scripts/files.ts";

interface Server {
  readonly process: ChildProcess;
  readonly client: MessageConnection;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

type Start = (t: TestContext, ...words: readonly string[]) => Promise<Server>;

const main = join(root, "server/src/lsp/main.ts");

function launch(t: TestContext, words: readonly string[], stdin: "ipc" | "pipe" = "pipe"): Pick<Server, "process" | "ended"> {
  const process_ = spawn(process.execPath, [main, ...words], { stdio: stdin === "ipc" ? ["ignore", "ignore", "inherit", "ipc"] : ["pipe", "pipe", "inherit"] });
  t.after(() => process_.kill("SIGKILL"));
  return { process: process_, ended: once(process_, "exit").then(([code]) => code as number | null) };
}

function talk(server: Pick<Server, "process" | "ended">, client: MessageConnection): Server {
  client.listen();
  return { ...server, client };
}

const overStdio: Start = async (t, ...words) => {
  const server = launch(t, words);
  return talk(server, createMessageConnection(new StreamMessageReader(server.process.stdout!), new StreamMessageWriter(server.process.stdin!)));
};

const overIpc: Start = async (t, ...words) => {
  const server = launch(t, ["--node-ipc", ...words], "ipc");
  // The library's types know a process's own channel only; a child has the same one.
  const channel = server.process as unknown as NodeJS.Process;
  return talk(server, createMessageConnection(new IPCMessageReader(channel), new IPCMessageWriter(channel)));
};

const overSocket: Start = async (t, ...words) => {
  const port = await createClientSocketTransport(0);
  const server = launch(t, [...words, `--socket=${port.port()}`]);
  return talk(server, createMessageConnection(...(await port.onConnected())));
};

const overPipe: Start = async (t, ...words) => {
  const folder = mkdtempSync(join(tmpdir(), "bakewell-pipe-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const name = process.platform === "win32" ? `\\\\.\\pipe\\bakewell-${process.pid}` : join(folder, "server.sock");
  const pipe = await createClientPipeTransport(name);
  // The value may be a word of its own.
  const server = launch(t, ["--pipe", name, ...words]);
  return talk(server, createMessageConnection(...(await pipe.onConnected())));
};

async function initialize({ client }: Server, processId: number | null = null): Promise<void> {
  await client.sendRequest("initialize", { processId, rootUri: null, capabilities: {}, initializationOptions: { settings: { shellcheck: { enabled: "off" } } } });
  await client.sendNotification("initialized", {});
}

/** What the server finds in a Dockerfile with a mistake, each as its code and the marked text. */
function findings({ client }: Server, text: string): Promise<string[]> {
  return new Promise((resolve) => {
    client.onNotification("textDocument/publishDiagnostics", ({ diagnostics }: lsp.PublishDiagnosticsParams) => {
      resolve(diagnostics.map(({ code, range }) => `${code}: ${text.split("\n")[range.start.line]!.slice(range.start.character, range.end.character)}`));
    });
    void client.sendNotification("textDocument/didOpen", { textDocument: { uri: "untitled:Dockerfile", languageId: "dockerfile", version: 1, text } });
  });
}

const ways: Readonly<Record<string, Start>> = {
  "standard input and output": (t) => overStdio(t, "--stdio"),
  "standard input and output, which is what no word means": overStdio,
  "the channel between Node.js processes": overIpc,
  "a socket": overSocket,
  "a named pipe": overPipe,
};

for (const [name, start] of Object.entries(ways)) {
  test(`over ${name}, from initialize to exit`, async (t) => {
    const server = await start(t);
    await initialize(server);
    assert.deepEqual(await findings(server, "# 🐳\nFROM debian:latest\n"), ["NoLatestTag: debian:latest"]);
    assert.equal(await server.client.sendRequest("shutdown"), null);
    await server.client.sendNotification("exit");
    assert.equal(await server.ended, 0);
  });

  test(`over ${name}, the end of the client is the end of the server`, async (t) => {
    const server = await start(t);
    await initialize(server);
    if (server.process.connected) server.process.disconnect();
    else server.process.stdin!.destroy();
    server.client.dispose();
    assert.equal(await server.ended, 1);
  });
}

test("after a shutdown, the end of the stream is as good as an exit", async (t) => {
  const server = await overStdio(t);
  await initialize(server);
  await server.client.sendRequest("shutdown");
  server.process.stdin!.end();
  assert.equal(await server.ended, 0);
});

test("a socket that nobody listens on ends the server", async (t) => {
  const port = await createClientSocketTransport(0);
  const first = launch(t, [`--socket=${port.port()}`]);
  const [reader] = await port.onConnected();
  reader.dispose();
  // The first connection has closed the port.
  assert.equal(await launch(t, [`--socket=${port.port()}`]).ended, 1);
  first.process.kill();
});

/** Starts a program that does nothing until it is killed. */
function startIdleProgram(t: TestContext): ChildProcess {
  const program = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  t.after(() => program.kill("SIGKILL"));
  return program;
}

test("the server ends with the process that the client names", async (t) => {
  const program = startIdleProgram(t);
  const server = await overStdio(t);
  await initialize(server, program.pid);
  program.kill("SIGKILL");
  assert.equal(await server.ended, 1);
});

test("the process that the command line names goes before the one that the client names", async (t) => {
  const [named, other] = [startIdleProgram(t), startIdleProgram(t)];
  const server = await overStdio(t, `--clientProcessId=${named.pid}`);
  await initialize(server, other.pid);
  other.kill("SIGKILL");
  await once(other, "exit");
  assert.deepEqual(await findings(server, "FROM debian:latest\n"), ["NoLatestTag: debian:latest"]);
  named.kill("SIGKILL");
  assert.equal(await server.ended, 1);
});
