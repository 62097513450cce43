import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endGroup, endWithThisProcess } from "./run.ts";
import type { VscodePart } from "./vscode.ts";

export interface VscodeServerOptions {
  /** The folder to open. */
  readonly workspace: string;
  /** The folder of the extension to load. */
  readonly extensionPath?: string;
  /** A CommonJS module that exports `run()`; it is run in the extension host as soon as the page opens. */
  readonly testsPath?: string;
  readonly userSettings?: Record<string, unknown>;
  /** A free one is taken when left out. */
  readonly port?: number;
  /** The environment that the extension host inherits; the process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface VscodeServer {
  /** Opens the workbench with the workspace and the extension. Its token keeps other users and web pages out. */
  readonly url: string;
  /** What the server has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const startLimit = 60_000;

/** Starts a VS Code server with fresh user data on the loopback interface. Rejects with the server's words when it does not come up. */
export async function startVscodeServer(part: VscodePart, options: VscodeServerOptions): Promise<VscodeServer> {
  const data = mkdtempSync(join(tmpdir(), "bakewell-vscode-"));
  writeSettings(data, options.userSettings ?? {});
  if (options.extensionPath !== undefined && options.testsPath === undefined) linkExtension(data, options.extensionPath);
  const token = randomBytes(16).toString("hex");
  writeFileSync(tokenFile(data), token, { mode: 0o600 });
  const child = spawn(part.node, [part.serverMain, ...serverArgs(data, options)], {
    // Without a gallery the workbench asks nothing of the network.
    env: { ...(options.env ?? process.env), EXTENSIONS_GALLERY: "{}" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  endWithThisProcess(child, data);
  let log = "";
  const append = (text: string): void => void (log += text);
  child.stdout.setEncoding("utf8").on("data", append);
  child.stderr.setEncoding("utf8").on("data", append);
  const stop = (): Promise<void> => stopServer(child, data);
  try {
    const port = await waitForPort(child, () => log);
    return { url: workbenchUrl(port, token, options), log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function tokenFile(data: string): string {
  return join(data, "token");
}

/** Without tests the extension is an installed one: its sources could be loaded by the smoke-test driver only, which hides notifications. */
function linkExtension(data: string, extensionPath: string): void {
  mkdirSync(extensionsFolder(data));
  symlinkSync(extensionPath, join(extensionsFolder(data), "extension-0.0.0"), "junction");
}

function extensionsFolder(data: string): string {
  return join(data, "extensions");
}

function serverArgs(data: string, { port = 0, testsPath }: VscodeServerOptions): string[] {
  const folders = { "server-data-dir": data, "extensions-dir": extensionsFolder(data) };
  const settings = { host: "127.0.0.1", port, "connection-token-file": tokenFile(data), "telemetry-level": "off", ...folders };
  // The smoke-test driver makes the page read `payload`, which names the extension and its tests.
  const switches = ["accept-server-license-terms", "disable-workspace-trust", ...(testsPath === undefined ? [] : ["enable-smoke-test-driver"])];
  return [...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), ...switches.map((name) => `--${name}`)];
}

/** Settings that keep a fresh VS Code quiet: nothing is asked, offered, updated or sent. The caller's own win. */
export const quietSettings: Record<string, unknown> = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
};

function writeSettings(data: string, settings: Record<string, unknown>): void {
  for (const scope of ["User", "Machine"]) {
    mkdirSync(join(data, "data", scope), { recursive: true });
    writeFileSync(join(data, "data", scope, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
}

function waitForPort(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the VS Code server did not start: ${log()}`)), startLimit);
    const look = (): void => {
      const port = /agent listening on (\d+)/.exec(log())?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on("data", look);
    child.on("error", reject);
    child.on("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the VS Code server ended with ${code}: ${log()}`));
    });
  });
}

function workbenchUrl(port: number, token: string, { workspace, extensionPath, testsPath }: VscodeServerOptions): string {
  const remote = (path: string): string => `vscode-remote://localhost:${port}${path}`;
  const payload: [string, string][] = [];
  if (testsPath !== undefined) {
    if (extensionPath !== undefined) payload.push(["extensionDevelopmentPath", remote(extensionPath)]);
    payload.push(["extensionTestsPath", remote(testsPath)]);
  }
  const query = new URLSearchParams({ tkn: token, folder: workspace, payload: JSON.stringify(payload) });
  return `http://localhost:${port}/?${query.toString()}`;
}

/** The extension host and the terminals are in the server's process group and end with it. */
async function stopServer(child: ChildProcess, data: string): Promise<void> {
  await endGroup(child);
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
