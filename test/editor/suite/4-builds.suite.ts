import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { HealthResult } from "../../../client/src/core/health.ts";
import type { Run } from "../../../client/src/bake/runs.ts";
import { processesIn } from "../processes.ts";
import { answering, bakewell, closeAll, suiteOptions, uriOf, waitFor } from "./workspace.ts";

async function offlineSet(): Promise<string> {
  const { bake } = await bakewell();
  return waitFor("the offline example", () => bake.getChildren().find((node) => node.set.label === "offline/docker-bake.hcl")?.set.id);
}

async function build(...targets: string[]): Promise<Run | undefined> {
  return vscode.commands.executeCommand<Run | undefined>("bakewell.buildTarget", { set: await offlineSet(), targets });
}

async function setDockerPath(path: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration("bakewell").update("docker.path", path, vscode.ConfigurationTarget.Workspace);
}

suite("builds", () => {
  suiteSetup(bakewell);
  setup(function () {
    if (suiteOptions.noDocker !== undefined && !this.currentTest!.title.includes("without docker")) this.skip();
  });
  teardown(closeAll);

  test("without docker, a build says what is missing and where to set it", async () => {
    await setDockerPath("/nonexistent/docker");
    let run: Run | undefined;
    const messages = await answering("showErrorMessage", undefined, async () => {
      run = await build("web");
    });
    await setDockerPath(undefined);
    assert.deepEqual(messages, ["Bakewell: “/nonexistent/docker” was not found. Install Docker with Buildx, or say where it is in the setting bakewell.docker.path."]);
    assert.deepEqual(run?.result?.problem, { kind: "docker-missing", command: "/nonexistent/docker" });
  });

  test("a group is built to success", async function () {
    this.timeout(60_000);
    const run = await build("default");
    assert.equal(run?.result?.outcome, "succeeded", run?.result?.errorText);
    assert.deepEqual([...run!.result!.metadata.keys()].sort(), ["web", "worker"]);
    assert.equal((await bakewell()).runs.isBuilding, false);
  });

  test("a failing step is shown at its line, and the message leads there", async () => {
    const messages = await answering("showErrorMessage", "Go to Line", () => build("failing"));
    const uri = uriOf("offline/Dockerfile");
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === "buildkit");
    assert.deepEqual(shown.map(({ range, severity }) => ({ text: document.getText(range), severity })), [
      { text: 'RUN echo "looking for the parts" && \\\n    echo "part 2 of 3 is missing" >&2 && \\\n    exit 3', severity: vscode.DiagnosticSeverity.Error },
    ]);
    assert.match(shown[0]!.message, /ended with exit code 3\./);
    assert.match(shown[0]!.message, /^part 2 of 3 is missing$/m);
    assert.match(messages.join("\n"), /^Building failing failed: RUN echo .* \(offline\/Dockerfile:\d+\)$/);
    const editor = await waitFor("the editor at the line", () => vscode.window.visibleTextEditors.find((candidate) => candidate.document.uri.toString() === uri.toString()));
    assert.match(document.lineAt(editor.selection.start.line).text, /^RUN echo "looking for the parts"/);
  });

  test("the next build that works clears what the last one showed", async () => {
    await build("web");
    assert.deepEqual(vscode.languages.getDiagnostics(uriOf("offline/Dockerfile")).filter((diagnostic) => diagnostic.source === "buildkit"), []);
  });

  test("a build is canceled at once", async () => {
    const { runs } = await bakewell();
    const building = build("slow");
    const isRunning = (): true | undefined => ([...(runs.last?.state.steps.values() ?? [])].some((step) => step.runs.some((part) => part.name.text.startsWith("RUN for second"))) && runs.isBuilding ? true : undefined);
    await waitFor("the slow step", isRunning);
    const begin = Date.now();
    await vscode.commands.executeCommand("bakewell.cancel");
    const run = await building;
    assert.equal(run?.result?.outcome, "canceled");
    assert.ok(Date.now() - begin < 5000, `it took ${Date.now() - begin} ms`);
    assert.equal(runs.isBuilding, false);
  });

  test("Bake… offers what can be built, with what was built last ticked", async () => {
    const offers: string[][] = [];
    const choose = (rows: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions): Promise<unknown> => {
      offers.push(rows.map((row) => `${row.picked ? "[x] " : ""}${row.label}`));
      return Promise.resolve(options?.canPickMany ? rows.filter((row) => row.label === "test") : rows.find((row) => row.label === "offline/docker-bake.hcl"));
    };
    await build("web");
    const original = vscode.window.showQuickPick;
    Object.assign(vscode.window, { showQuickPick: choose });
    let run: Run;
    try {
      run = await vscode.commands.executeCommand<Run>("bakewell.bake");
    } finally {
      Object.assign(vscode.window, { showQuickPick: original });
    }
    assert.ok(offers[0]!.includes("portfolio/docker-bake.hcl"), offers[0]!.join(", "));
    assert.deepEqual(offers[1], ["Groups", "default", "checks", "faulty", "Targets", "[x] web", "worker", "test", "failing", "slow", "unhealthy", "host-network"]);
    assert.deepEqual(run.request.targets, ["test"]);
    assert.equal(run.result?.outcome, "succeeded", run.result?.errorText);
  });

  test("Rerun builds what was built last", async () => {
    await build("web");
    const run = await vscode.commands.executeCommand<Run>("bakewell.rerun");
    assert.deepEqual(run.request.targets, ["web"]);
    assert.equal(run.result?.outcome, "succeeded");
  });

  test("Check finds nothing in the well-kept example", async () => {
    let run: Run | undefined;
    const messages = await answering("showInformationMessage", undefined, async () => {
      run = await vscode.commands.executeCommand<Run>("bakewell.check", { set: await offlineSet(), targets: ["web"] });
    });
    assert.equal(run?.result?.exitCode, 0, run?.result?.errorText);
    assert.deepEqual(messages, ["BuildKit's check of web found nothing."]);
  });

  test("privileges are asked for, and declining them builds nothing", async () => {
    const { runs } = await bakewell();
    const before = runs.last;
    let run: Run | undefined;
    const messages = await answering("showWarningMessage", undefined, async () => {
      run = await build("host-network");
    });
    assert.equal(run, undefined);
    assert.equal(runs.last, before);
    assert.match(messages.join("\n"), /^This build asks for privileges beyond its own folder and sandbox\.\n• .*host-network.*\(network\.host\)\n\nThey are granted for this one build\.$/);
  });

  test("granted privileges are passed on", async () => {
    let run: Run | undefined;
    await answering("showWarningMessage", "Allow and Build", async () => {
      run = await build("host-network");
    });
    assert.equal(run?.result?.outcome, "succeeded", run?.result?.errorText);
  });

  test("Build and Test waits until the containers are healthy", async function () {
    this.timeout(60_000);
    const results = await vscode.commands.executeCommand<HealthResult[]>("bakewell.buildAndTest", { set: await offlineSet(), targets: ["default"] });
    assert.deepEqual(results.map(({ target, outcome }) => `${target}: ${outcome}`).sort(), ["web: healthy", "worker: healthy"]);
  });

  test("Build and Test reports a container that is not healthy, with what its probe said", async function () {
    this.timeout(60_000);
    let results: HealthResult[] = [];
    const messages = await answering("showErrorMessage", undefined, async () => {
      results = await vscode.commands.executeCommand<HealthResult[]>("bakewell.buildAndTest", { set: await offlineSet(), targets: ["unhealthy"] });
    });
    assert.deepEqual(results.map(({ target, outcome }) => `${target}: ${outcome}`), ["unhealthy: unhealthy"]);
    assert.match(messages.join("\n"), /^unhealthy: 1 failed \(unhealthy\)\. The health check failed with exit code 1: .*404 Not Found$/);
  });

  // The last test on purpose: the window closes over a build that goes on, and the launcher looks for what is left of it.
  test("the window closes while a build goes on", async () => {
    const { runs } = await bakewell();
    void build("slow");
    await waitFor("a build", () => (runs.isBuilding && (runs.last?.state.steps.size ?? 0) > 0 ? true : undefined));
    if (process.platform === "linux") assert.match(processesIn(uriOf("offline").fsPath).join("\n"), /\bbuildx bake .*\bslow$/m);
  });
});
