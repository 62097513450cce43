import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { provideChromium } from "./chromium.ts";
import { cacheFolder, findExecutable, isMissing, missing, reportStep, type Missing } from "./part.ts";
import { run } from "./run.ts";
import { quietSettings, startVscodeServer } from "./vscode-server.ts";
import { hasDisplay } from "./vscode-desktop.ts";
import { provideVscode } from "./vscode.ts";
import { runTestsInWorkbench, type TestOutcome } from "./workbench.ts";

export interface ExtensionTestOptions {
  readonly extensionPath: string;
  /** A CommonJS module that exports `run(): Promise<void>`. */
  readonly testsPath: string;
  readonly workspace: string;
  readonly userSettings?: Record<string, unknown>;
  /** The environment of the extension host; the process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds for the whole suite; five minutes when left out. */
  readonly timeout?: number;
  readonly onOutput?: (line: string) => void;
}

const desktopSwitches = ["--no-sandbox", "--disable-gpu", "--disable-updates", "--skip-welcome", "--skip-release-notes", "--disable-workspace-trust"];

export interface ExtensionTestRun extends TestOutcome {
  readonly launcher: "download" | "code-server";
}

/**
 * Runs an extension's tests in a real VS Code. `BAKEWELL_VSCODE` chooses it: `download` is desktop VS Code as `@vscode/test-electron`
 * downloads it, `code-server` the server with a browser, and `auto` (the default) the first of them that can be had.
 */
export async function runExtensionTests(options: ExtensionTestOptions): Promise<ExtensionTestRun | Missing> {
  const wanted = process.env["BAKEWELL_VSCODE"] ?? "auto";
  if (wanted === "code-server") return runInCodeServer(options);
  const desktop = await downloadVscode();
  if (!isMissing(desktop)) return runInDesktop(desktop.path, options);
  if (wanted === "download") return desktop;
  const outcome = await runInCodeServer(options);
  return isMissing(outcome) ? missing(`${desktop.missing}; ${outcome.missing}`) : outcome;
}

async function downloadVscode(): Promise<{ readonly path: string } | Missing> {
  if (!hasDisplay() && findExecutable("xvfb-run") === undefined) return missing("desktop VS Code has no display here");
  try {
    return { path: await downloadAndUnzipVSCode({ version: "stable", cachePath: cacheFolder("vscode-desktop"), timeout: 15_000 }) };
  } catch (error) {
    return missing(`VS Code cannot be downloaded (${(error as Error).message})`);
  }
}

async function runInDesktop(executable: string, options: ExtensionTestOptions): Promise<ExtensionTestRun> {
  const data = mkdtempSync(join(tmpdir(), "bakewell-vscode-"));
  mkdirSync(join(data, "User"));
  writeFileSync(join(data, "User", "settings.json"), JSON.stringify({ ...quietSettings, ...options.userSettings }));
  const args = [
    options.workspace,
    `--extensionDevelopmentPath=${options.extensionPath}`,
    `--extensionTestsPath=${options.testsPath}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${join(data, "extensions")}`,
  ].concat(desktopSwitches);
  const [program, allArgs] = hasDisplay() ? [executable, args] : ["xvfb-run", ["-a", executable, ...args]];
  reportStep("running the tests in desktop VS Code");
  const result = await run(program, allArgs, { timeout: options.timeout ?? 300_000, env: options.env ?? process.env });
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  for (const line of result.stdout.split("\n")) options.onOutput?.(line);
  return { code: result.code, log: result.stdout + result.stderr, launcher: "download" };
}

async function runInCodeServer(options: ExtensionTestOptions): Promise<ExtensionTestRun | Missing> {
  const part = await provideVscode();
  if (isMissing(part)) return part;
  const browser = await provideChromium();
  if (isMissing(browser)) return browser;
  reportStep(`running the tests in VS Code ${part.version} (code-server) with Chromium ${browser.version}`);
  const server = await startVscodeServer(part, options);
  try {
    const outcome = await runTestsInWorkbench(browser, server.url, options.timeout ?? 300_000, options.onOutput ?? (() => {}));
    return { ...outcome, launcher: "code-server" };
  } finally {
    await server.stop();
  }
}
