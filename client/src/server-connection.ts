import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import type { DocumentSelector } from "vscode-languageclient/node";
import { bakePlanRequest, bakeSetsRequest, modelChangedNotification, stagesRequest } from "./protocol.ts";
import type { BakePlanParams, BakePlanResult, BakeSetItem, BakeSetsResult, InitializationOptions, ModelChangedParams, StagesResult } from "./protocol.ts";

/** What the rest of the client asks of the language server. Every question waits until the server has started. */
export interface ServerConnection extends vscode.Disposable {
  /** Settles when the server has started for the first time; rejects when it cannot. */
  readonly ready: Promise<void>;
  readonly onModelChanged: vscode.Event<readonly string[]>;
  stages(uri: vscode.Uri): Promise<StagesResult | null>;
  bakeSets(): Promise<readonly BakeSetItem[]>;
  bakePlan(params: BakePlanParams): Promise<BakePlanResult>;
  stop(): Promise<void>;
}

/** By language and by name, whatever the scheme: the server itself knows which of them it understands. */
export const documentSelector: DocumentSelector = [
  { language: "dockerfile" },
  { language: "dockerbake" },
  ...["Dockerfile", "Dockerfile.*", "*.Dockerfile", "*.dockerfile", "Containerfile*"].map((name) => ({ pattern: `**/${name}` })),
  ...["docker-bake*.hcl", "*.bake.hcl", "*.docker-bake.hcl", "docker-bake*.json", "{compose,docker-compose}.{yml,yaml}", "*.dockerignore", ".github/workflows/*.{yml,yaml}"].map((name) => ({ pattern: `**/${name}` })),
];

export function connectServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): ServerConnection {
  const module = context.asAbsolutePath("dist/server.js");
  const changed = new vscode.EventEmitter<readonly string[]>();
  const client = new LanguageClient(
    "bakewell",
    "Bakewell",
    { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6009"] } } },
    {
      documentSelector,
      outputChannel: log,
      synchronize: { configurationSection: "bakewell" },
      initializationOptions: (): InitializationOptions => ({ isTrusted: vscode.workspace.isTrusted, settings: readSettings() }),
    },
  );
  client.onNotification(modelChangedNotification, (params: ModelChangedParams) => changed.fire(params.uris));
  const ready = client.start();
  // Everyone who waits for `ready` sees the failure; this keeps it from being an unhandled one when nobody does.
  ready.catch((error: unknown) => log.error(`The language server did not start: ${String(error)}`));
  // An untrusted workspace is only read. The server learns of the grant by starting again, with everything it may do from then on.
  const grant = vscode.workspace.onDidGrantWorkspaceTrust(() => void client.restart().then(() => changed.fire([])));
  const ask = async <Result>(method: string, params?: object): Promise<Result> => {
    await ready;
    return params === undefined ? client.sendRequest<Result>(method) : client.sendRequest<Result>(method, params);
  };
  return {
    ready,
    onModelChanged: changed.event,
    stages: (uri) => ask<StagesResult | null>(stagesRequest, { uri: client.code2ProtocolConverter.asUri(uri) }),
    bakeSets: async () => (await ask<BakeSetsResult>(bakeSetsRequest)).sets,
    bakePlan: (params) => ask<BakePlanResult>(bakePlanRequest, params),
    stop: () => (client.needsStop() ? client.stop() : Promise.resolve()),
    dispose() {
      grant.dispose();
      changed.dispose();
    },
  };
}

/** All settings under `bakewell` as plain nested objects. */
function readSettings(): unknown {
  return JSON.parse(JSON.stringify(vscode.workspace.getConfiguration("bakewell"))) as unknown;
}
