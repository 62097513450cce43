// A language client in this process that talks to the real server over streams in memory.
import { PassThrough } from "node:stream";
import type * as lsp from "vscode-languageserver-protocol";
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { FileHost } from "../../server/src/base/host.ts";
import type { ShellcheckRunner } from "../../server/src/base/shellcheck-runner.ts";
import { Connection } from "../../server/src/lsp/connection.ts";
import { streamChannel } from "../../server/src/lsp/message-stream.ts";
import { startServer } from "../../server/src/lsp/server.ts";
import type { Surroundings } from "../../server/src/lsp/surroundings.ts";
import { memoryEnvironment, memoryFolder, memoryHost, memoryUri } from "./memory-host.ts";

export interface SessionOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly host?: FileHost;
  readonly capabilities?: lsp.ClientCapabilities;
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** What the server gets for ShellCheck; without it, it has none. */
  readonly shellcheck?: (nameOrPath: string) => ShellcheckRunner;
  /** What the server asks registries with; without it, it offers nothing that would need one. */
  readonly registry?: Surroundings["registry"];
  /** URIs of the workspace folders; the memory's folder when left out. */
  readonly folders?: readonly string[];
}

export interface LspSession {
  readonly connection: MessageConnection;
  readonly result: lsp.InitializeResult;
  /** Paths are relative to the memory's folder everywhere; a URI may stand for one. */
  uriOf(path: string): string;
  open(path: string, text: string, languageId?: string): void;
  /** Sends incremental changes; the version counts up by itself. */
  change(path: string, ...changes: lsp.TextDocumentContentChangeEvent[]): void;
  /** The next diagnostics of a document that satisfy `accept`, waiting for them when they are not there yet. */
  diagnostics(path: string, accept?: (diagnostics: readonly lsp.Diagnostic[]) => boolean): Promise<readonly lsp.Diagnostic[]>;
  request<R>(method: string, params: unknown): Promise<R>;
  /** What the server logged as errors. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export async function startSession({ files = {}, host, capabilities = {}, settings, initializationOptions, shellcheck, registry, folders = [memoryFolder] }: SessionOptions = {}): Promise<LspSession> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(new Connection(streamChannel(toServer, toClient)), {
    host: host ?? memoryHost(new Map(Object.entries(files))),
    environment: (values) => memoryEnvironment(values),
    ...(shellcheck ? { shellcheck } : {}),
    ...(registry ? { registry } : {}),
    loadLanguageService: () => import("../../server/src/features/base/language-service.ts"),
  });
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published = new Map<string, readonly lsp.Diagnostic[]>();
  const waiting = new Set<() => void>();
  const errors: string[] = [];
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: lsp.PublishDiagnosticsParams) => {
    published.set(uri, diagnostics);
    for (const wake of waiting) wake();
  });
  connection.onNotification("window/logMessage", ({ type, message }: lsp.LogMessageParams) => {
    if (type === 1) errors.push(message);
  });
  connection.onRequest("workspace/configuration", () => [settings ?? {}]);
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/diagnostic/refresh", () => null);
  connection.listen();
  const result = await connection.sendRequest<lsp.InitializeResult>("initialize", {
    processId: null,
    rootUri: folders[0] ?? null,
    workspaceFolders: folders.map((uri) => ({ uri, name: uri.slice(uri.lastIndexOf("/") + 1) })),
    capabilities: { workspace: { configuration: settings !== undefined }, ...capabilities },
    initializationOptions,
  });
  await connection.sendNotification("initialized", {});
  const versions = new Map<string, number>();
  const uriOf = memoryUri;
  return {
    connection,
    result,
    errors,
    uriOf,
    open: (path, text, languageId = path.endsWith(".hcl") ? "dockerbake" : path.endsWith(".json") ? "json" : "dockerfile") => {
      versions.set(path, 1);
      void connection.sendNotification("textDocument/didOpen", { textDocument: { uri: uriOf(path), languageId, version: 1, text } });
    },
    change: (path, ...contentChanges) => {
      const version = (versions.get(path) ?? 1) + 1;
      versions.set(path, version);
      void connection.sendNotification("textDocument/didChange", { textDocument: { uri: uriOf(path), version }, contentChanges });
    },
    diagnostics: (path, accept = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`no such diagnostics for ${path} within 10 s; the last were ${JSON.stringify(published.get(uriOf(path))?.map((diagnostic) => diagnostic.message))}`));
        }, 10_000);
        const check = (): void => {
          const current = published.get(uriOf(path));
          if (current === undefined || !accept(current)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(current);
        };
        waiting.add(check);
        check();
      }),
    request: (method, params) => connection.sendRequest(method, params),
    close: async () => {
      await connection.sendRequest("shutdown");
      connection.dispose();
      toServer.destroy();
      toClient.destroy();
    },
  };
}
