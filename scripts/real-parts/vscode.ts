import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { installPackages } from "./apt.ts";
import { withLock } from "./lock.ts";
import { cacheFolder, findExecutable, missing, projectFolder, reportStep, type Missing } from "./part.ts";
import { lastLines, run, runOrThrow, type RunResult } from "./run.ts";

/** The server half of a real VS Code, which a browser opens as a whole workbench. */
export interface VscodePart {
  /** The Node that runs it. */
  readonly node: string;
  readonly serverMain: string;
  readonly version: string;
}

// The npm package code-server carries the whole VS Code server. 4.139 is VS Code 1.139.
const codeServerVersion = "4.139.1";
const folder = cacheFolder(`code-server-${codeServerVersion}`);
const vscodeFolder = (root: string): string => join(root, "node_modules/code-server/lib/vscode");
const nativeModules = ["node-pty", "@vscode/spdlog", "@parcel/watcher", "@vscode/native-watchdog"];
const minute = 60_000;

/** Finds or installs the VS Code server: about 600 MB in the cache folder and half a minute. */
export async function provideVscode(): Promise<VscodePart | Missing> {
  const node = findNode24();
  if (node === undefined) return missing("the VS Code server needs Node 24: run npm ci");
  if (!existsSync(folder)) {
    if (process.env["BAKEWELL_PROVISION"] === "0") return missing("BAKEWELL_PROVISION=0 forbids installing code-server");
    try {
      await withLock("vscode", () => (existsSync(folder) ? Promise.resolve() : install(node)));
    } catch (error) {
      return missing(`code-server could not be installed: ${(error as Error).message}`);
    }
  }
  return { node, serverMain: join(vscodeFolder(folder), "out/server-main.js"), version: readVersion() };
}

function findNode24(): string | undefined {
  const own = join(projectFolder, "node_modules/node/bin/node");
  if (existsSync(own)) return own;
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(join(vscodeFolder(folder), "package.json"), "utf8")) as { readonly version: string };
  return manifest.version;
}

async function install(node: string): Promise<void> {
  const work = `${folder}.partial`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "package.json"), '{ "private": true }\n');
  const npm = findExecutable("npm");
  if (npm === undefined) throw new Error("there is no npm");
  const env = npmEnvironment(node);
  reportStep(`installing code-server ${codeServerVersion}`);
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await runOrThrow(npm, ["install", `code-server@${codeServerVersion}`, ...quiet], { timeout: 10 * minute, cwd: work, env });
  await runOrThrow(npm, ["install", "--omit=dev", "--legacy-peer-deps", ...quiet], { timeout: 10 * minute, cwd: vscodeFolder(work), env });
  reportStep("building its native modules");
  await buildNativeModules(npm, vscodeFolder(work), env);
  renameSync(work, folder);
}

/** npm without the settings of an `npm run` around it, which would point it at this project, and with Node 24 first on PATH. */
function npmEnvironment(node: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|execpath|config_(local_prefix|ignore_scripts|omit))/i.test(name),
  );
  const env = { ...Object.fromEntries(own), PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}` };
  return hasSystemHeaders() ? { npm_config_nodedir: "/usr", ...env } : env;
}

function hasSystemHeaders(): boolean {
  return existsSync("/usr/include/node/node_api.h");
}

async function buildNativeModules(npm: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const rebuild = (settings: NodeJS.ProcessEnv): Promise<RunResult> =>
    run(npm, ["rebuild", ...nativeModules, "--loglevel=error"], { timeout: 10 * minute, cwd, env: settings });
  const first = await rebuild(env);
  if (first.code === 0) return;
  const failure = await installPackages("g++", "make", "python3", "libnode-dev");
  if (failure !== undefined) throw new Error(`${lastLines(first.stderr)}; ${failure.missing}`);
  const second = await rebuild({ ...env, npm_config_nodedir: "/usr" });
  if (second.code !== 0) throw new Error(lastLines(second.stderr));
}
