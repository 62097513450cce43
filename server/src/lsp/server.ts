import type { InitializeParams, InitializeResult } from "vscode-languageserver-protocol";
import { fixAllKind, pinImageCommand, pinImageKind } from "../features/action-kinds.ts";
import { baselineFileName } from "../lint/baseline.ts";
import { configurationFileName } from "../lint/configuration-files.ts";
import type { InitializationOptions } from "../protocol/initialization.ts";
import { modelChangedNotification, type ModelChangedParams } from "../protocol/model-changed.ts";
import { isBakeRole, isBakeSetUri } from "../workspace/file-kind.ts";
import { registerCommands } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { DiagnosticsPublisher } from "./diagnostics.ts";
import { applyContentChanges } from "./documents.ts";
import { registerRequests } from "./requests.ts";
import { Session } from "./session.ts";
import type { Surroundings } from "./surroundings.ts";

/** `TextDocumentSyncKind.Incremental`. */
const incrementalSync = 2;

/** Files whose changes on disk matter. */
const watchedFiles = [
  "**/{Dockerfile,Containerfile}*",
  "**/*.{dockerfile,Dockerfile,containerfile}",
  "**/*.hcl",
  "**/docker-bake*.json",
  "**/*.bake.json",
  "**/{docker-compose,compose}*.{yml,yaml}",
  "**/*.env",
  "**/.env",
  "**/*.dockerignore",
  `**/${configurationFileName}`,
  `**/${baselineFileName}`,
  "**/.hadolint.{yaml,yml}",
  "**/{package.json,go.mod,.nvmrc,.node-version,.python-version,.ruby-version}",
  "**/*entrypoint*.sh",
];

/** Serves one client until the connection ends. */
export function startServer(connection: Connection, surroundings: Surroundings): void {
  const session = new Session(connection, surroundings);
  // `performance.now()` tells the same and takes half a megabyte.
  const publisher = new DiagnosticsPublisher(connection, session, () => process.uptime() * 1000);
  let capabilities: InitializeParams["capabilities"] = {};
  let discovered = Promise.resolve();
  let isOver = false;

  connection.onRequest("initialize", (params): InitializeResult => {
    capabilities = params.capabilities;
    publisher.pulls = capabilities.textDocument?.diagnostic !== undefined;
    session.workspace.setFolders(workspaceFoldersOf(params));
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    session.start(options.isTrusted !== false, options.settings);
    return { capabilities: serverCapabilities(publisher.pulls, surroundings.registry !== undefined), serverInfo: { name: "Bakewell" } };
  });

  connection.onNotification("initialized", () => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) connection.register("workspace/didChangeConfiguration", { section: "bakewell" });
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      connection.register("workspace/didChangeWatchedFiles", { watchers: watchedFiles.map((globPattern) => ({ globPattern })) });
    }
    discovered = pullSettings().then(rediscover);
  });

  connection.onNotification("workspace/didChangeWorkspaceFolders", async () => {
    const folders = await connection.request("workspace/workspaceFolders", undefined);
    session.workspace.setFolders((folders ?? []).map((folder) => folder.uri));
    discovered = rediscover();
  });

  connection.onNotification("workspace/didChangeConfiguration", async ({ settings }) => {
    const own = (settings as { bakewell?: unknown } | null)?.bakewell;
    if (own !== undefined) session.applySettings(own);
    else await pullSettings();
    publisher.scheduleAll();
  });

  connection.onNotification("textDocument/didOpen", ({ textDocument }) => {
    const uri = session.rememberUri(textDocument.uri);
    const snapshot = session.workspace.store.openDocument(uri, textDocument.version, textDocument.text, textDocument.languageId);
    if (isBakeRole(snapshot.role) || isBakeSetUri(uri)) session.workspace.addBakeFile(uri);
    changed(uri);
  });

  connection.onNotification("textDocument/didChange", ({ textDocument, contentChanges }) => {
    const before = session.snapshot(session.rememberUri(textDocument.uri));
    if (!before) return;
    session.workspace.store.changeDocument(before.uri, textDocument.version, applyContentChanges(before.lines, contentChanges));
    changed(before.uri);
  });

  // Files that only the builder reads come and go unseen; saving is when a user looks whether a finding is gone.
  connection.onNotification("textDocument/didSave", () => {
    session.workspace.store.recheckKinds();
    publisher.scheduleAll();
  });

  connection.onNotification("textDocument/didClose", ({ textDocument }) => {
    const uri = session.rememberUri(textDocument.uri);
    session.workspace.store.closeDocument(uri);
    publisher.clear(uri);
    publisher.scheduleAll();
  });

  connection.onNotification("workspace/didChangeWatchedFiles", ({ changes }) => {
    for (const change of changes) {
      const uri = session.rememberUri(change.uri);
      if (change.type === 3) session.workspace.removeFile(uri);
      else session.workspace.store.invalidate(uri);
      if (change.type === 1) session.workspace.addFile(uri);
    }
    session.workspace.store.recheckKinds();
    publisher.scheduleAll();
    announce(changes.map((change) => change.uri));
  });

  connection.onRequest("shutdown", () => {
    isOver = true;
    publisher.stop();
    return null;
  });

  const ready = async (): Promise<void> => {
    await discovered;
    await session.settle();
  };
  publisher.whenEvaluated = () => announce([]);
  registerRequests(connection, session, publisher, ready);
  registerCommands(connection, session, () => capabilities, ready);
  connection.listen();

  function changed(uri: string): void {
    publisher.schedule(uri);
    announce([session.clientUri(uri)]);
  }

  /** Views ask again; several changes in one burst are announced once. */
  let announced: Set<string> | undefined;
  function announce(uris: readonly string[]): void {
    if (!announced) {
      announced = new Set();
      setTimeout(() => {
        const params: ModelChangedParams = { uris: [...announced!] };
        announced = undefined;
        if (!isOver) connection.notify(modelChangedNotification, params);
      }, 100);
    }
    for (const uri of uris) announced.add(uri);
  }

  async function pullSettings(): Promise<void> {
    if (!capabilities.workspace?.configuration) return;
    const [own] = await connection.request("workspace/configuration", { items: [{ section: "bakewell" }] });
    session.applySettings(own);
  }

  async function rediscover(): Promise<void> {
    await session.workspace.discover();
    await session.settle();
    publisher.scheduleAll();
    announce([]);
  }
}

function workspaceFoldersOf(params: InitializeParams): string[] {
  if (params.workspaceFolders?.length) return params.workspaceFolders.map((folder) => folder.uri);
  return params.rootUri ? [params.rootUri] : [];
}

function serverCapabilities(pulls: boolean, asksRegistries: boolean): InitializeResult["capabilities"] {
  return {
    textDocumentSync: { openClose: true, change: incrementalSync, save: true },
    ...(pulls ? { diagnosticProvider: { identifier: "bakewell", interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    codeActionProvider: { codeActionKinds: ["quickfix", fixAllKind, ...(asksRegistries ? [pinImageKind] : [])] },
    ...(asksRegistries ? { executeCommandProvider: { commands: [pinImageCommand] } } : {}),
    codeLensProvider: {},
    completionProvider: { triggerCharacters: ["=", " ", "$", "-", ".", "\""], resolveProvider: false },
    definitionProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "\\", moreTriggerCharacter: ["`"] },
    documentHighlightProvider: true,
    documentLinkProvider: {},
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    hoverProvider: true,
    renameProvider: { prepareProvider: true },
    signatureHelpProvider: { triggerCharacters: ["-", "[", ",", "\"", " ", "="] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
