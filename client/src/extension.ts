import * as vscode from "vscode";
import { BuildAndTest } from "./bake/build-and-test.ts";
import { BuildDiagnostics } from "./bake/build-diagnostics.ts";
import { Runs } from "./bake/runs.ts";
import { createStatusBar } from "./bake/status-bar.ts";
import { BuildTerminals } from "./bake/terminals.ts";
import { createTargetTests } from "./bake/test-items.ts";
import { buildCommands } from "./commands/build.ts";
import { fileCommands } from "./commands/files.ts";
import { registerCommands } from "./commands/register.ts";
import { revealCommands } from "./commands/reveal.ts";
import { createLastRunStore } from "./history/last-run.ts";
import { connectServer } from "./server-connection.ts";
import { BakeView } from "./views/bake-view.ts";
import { keepContextKeys } from "./views/context-keys.ts";
import { registerStageDecorations } from "./views/stage-decorations.ts";
import { StagesView } from "./views/stages-view.ts";

/** What `activate` returns: for tests in a real editor, and for other extensions at their own risk. */
export interface BakewellApi {
  /** Settles when the language server answers. */
  readonly ready: Promise<void>;
  readonly stages: StagesView;
  readonly bake: BakeView;
  readonly runs: Runs;
  readonly buildAndTest: BuildAndTest;
}

let shutDown: () => Promise<void> = async () => undefined;

export function activate(context: vscode.ExtensionContext): BakewellApi {
  const log = vscode.window.createOutputChannel("Bakewell", { log: true });
  const server = connectServer(context, log);
  const terminals = new BuildTerminals();
  const diagnostics = new BuildDiagnostics();
  const lastRun = createLastRunStore(context.workspaceState);
  const runs = new Runs({ server, terminals, diagnostics, lastRun, log });
  const tests = createTargetTests();
  const buildAndTest = new BuildAndTest(runs, tests, log);
  const stages = new StagesView(server);
  const bake = new BakeView(server);
  const handlers = {
    ...buildCommands({ server, runs, buildAndTest, diagnostics, terminals, lastRun, log }),
    ...revealCommands(server),
    ...fileCommands,
  };
  buildAndTest.offerInTestingView();
  context.subscriptions.push(
    buildAndTest,
    runs,
    diagnostics,
    terminals,
    stages,
    bake,
    bake.onDidChangeSets((sets) => tests.show(sets)),
    tests,
    registerStageDecorations(),
    registerCommands(handlers, log),
    createStatusBar(runs, lastRun),
    keepContextKeys(runs, lastRun, bake),
    server,
    log,
  );
  server.ready.then(() => Promise.all([stages.refresh(), bake.refresh()])).catch(() => undefined);
  // A crash of the extension host skips `deactivate`: the processes that it leaves behind are ended at least here.
  process.once("exit", () => runs.dispose());
  shutDown = async () => {
    await runs.shutDown();
    await server.stop();
  };
  return { ready: server.ready, stages, bake, runs, buildAndTest };
}

export function deactivate(): Promise<void> {
  return shutDown();
}
