// Runs the Mocha suite of `suite/` inside a real VS Code, and reports each of its tests as one of this file.
// With ONLY=TEXT in the environment, only those whose name holds the text.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../../scripts/files.ts";
import { provideDocker } from "../../scripts/real-parts/docker.ts";
import { runExtensionTests } from "../../scripts/real-parts/extension-tests.ts";
import { isMissing } from "../../scripts/real-parts/part.ts";
import { provideRegistry, startRegistry } from "../../scripts/real-parts/registry.ts";
import { pushImage } from "../registry/pushed-images.ts";
import { bundleSuite } from "./bundle.ts";
import { processesIn } from "./processes.ts";
import { describeFinding, optionsVariable, type SuiteOptions, type SuiteResult } from "./results.ts";

const imagePrefix = "bakewell-editor-test";

test("a real VS Code", async (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bakewell-editor-")));
  const docker = await provideDocker();
  const env = { ...process.env, ...(isMissing(docker) ? {} : docker.env) };
  const registryPart = await provideRegistry();
  const registry = isMissing(registryPart) ? registryPart : await startRegistry(registryPart);
  if (!isMissing(registry)) await pushImage({ host: registry.host, repository: "team/app" }, "app", "oci-index", "2.1.0", "latest");
  t.after(async () => {
    if (!isMissing(registry)) await registry.stop();
    spawnSync("docker", ["image", "rm", ...["web", "worker", "test", "unhealthy", "host-network"].map((name) => `${imagePrefix}/${name}:1.0.0`)], { env });
    if (!isMissing(docker)) await docker.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });
  const workspace = prepareWorkspace(folder);
  const resultsFile = join(folder, "results.jsonl");
  const only = process.env["ONLY"];
  const options: SuiteOptions = {
    resultsFile,
    findings: lintWithCli(workspace),
    ...(isMissing(docker) ? { noDocker: docker.missing } : {}),
    registry: isMissing(registry) ? registry : { host: registry.host },
    ...(only === undefined ? {} : { only }),
  };
  const outcome = await runExtensionTests({
    extensionPath: root,
    testsPath: await bundleSuite(),
    workspace,
    userSettings: {
      "bakewell.bake.variables": { IMAGE_PREFIX: imagePrefix },
      "editor.codeActionsOnSave": { "source.fixAll.bakewell": "explicit" },
    },
    env: { ...env, [optionsVariable]: JSON.stringify(options) },
    timeout: 180_000,
  });
  if (isMissing(outcome)) return t.skip(`no VS Code: ${outcome.missing}`);
  const results = readResults(resultsFile);
  for (const result of results) await t.test(result.name, (subtest) => reportResult(subtest, result));
  if (outcome.code !== 0 && !results.some(({ state }) => state === "failed")) assert.fail(`VS Code ended with ${outcome.code}:\n${outcome.log}`);
  assert.ok(results.length > 0, `no test ran:\n${outcome.log}`);
  await t.test("no process outlives the window", async (subtest) => {
    if (isMissing(docker)) return subtest.skip(`no docker: ${docker.missing}`);
    if (process.platform !== "linux") return subtest.skip("it needs /proc");
    const deadline = Date.now() + 10_000;
    while (processesIn(workspace).length > 0 && Date.now() < deadline) await sleep(100);
    assert.deepEqual(processesIn(workspace), []);
  });
});

/** Copies of both examples side by side: the tests change and build them. */
function prepareWorkspace(folder: string): string {
  const workspace = join(folder, "workspace");
  const prepared = spawnSync(process.execPath, [join(root, "examples/offline/prepare.mjs")], { encoding: "utf8" });
  assert.equal(prepared.status, 0, prepared.stderr);
  mkdirSync(join(workspace, "scratch"), { recursive: true });
  for (const name of ["offline", "portfolio"]) cpSync(join(root, "examples", name), join(workspace, name), { recursive: true });
  return workspace;
}

interface CliFinding {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What the command line reports on the workspace, by file: the editor has to show the same. */
function lintWithCli(workspace: string): Record<string, string[]> {
  const cli = spawnSync(process.execPath, [join(root, "dist/cli.js"), "lint", "--format", "json", "."], { cwd: workspace, encoding: "utf8" });
  assert.ok(cli.status === 0 || cli.status === 1, cli.stderr);
  const byPath: Record<string, string[]> = {};
  for (const finding of (JSON.parse(cli.stdout) as { findings: CliFinding[] }).findings) {
    const start = { line: finding.startLine - 1, character: finding.startColumn - 1 };
    const end = { line: finding.endLine - 1, character: finding.endColumn - 1 };
    (byPath[finding.path] ??= []).push(describeFinding(finding.severity, finding.rule, start, end, finding.message));
  }
  return byPath;
}

function readResults(file: string): SuiteResult[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line) as SuiteResult);
  } catch {
    return [];
  }
}

function reportResult(t: { skip(reason: string): void }, result: SuiteResult): void {
  if (result.state === "skipped") return t.skip(result.text);
  if (result.state === "failed") throw new Error(result.text);
}
