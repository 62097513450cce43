// Runs the bundled CLI as users do: as a process of its own, under every Node that is at hand and meant to be supported.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { root } from "../../scripts/files.ts";

export interface CliOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly node?: string;
  readonly cli?: string;
  /** Whether the CLI may run the ShellCheck of this machine; not by default, so that results are the same everywhere. */
  readonly shellcheck?: boolean;
  /** The user to run as. */
  readonly uid?: number;
}

export const cliPath = join(root, "dist/cli.js");

export function runCli(args: readonly string[], { cwd, node = process.execPath, cli = cliPath, uid, shellcheck = false }: CliOptions): CliOutcome {
  const words = args[0] === "lint" && !shellcheck ? ["lint", "--no-shellcheck", ...args.slice(1)] : args;
  const result = spawnSync(node, [cli, ...words], { cwd, encoding: "utf8", timeout: 30_000, maxBuffer: 1e9, ...(uid === undefined ? {} : { uid, gid: uid }) });
  if (result.error) throw result.error;
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** This Node, and the first other one on PATH whose version is one of those that users still have. */
export function supportedNodes(): { readonly path: string; readonly version: string }[] {
  const own = { path: process.execPath, version: process.version };
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    try {
      const path = realpathSync(join(folder, process.platform === "win32" ? "node.exe" : "node"));
      const version = execFileSync(path, ["--version"], { encoding: "utf8" }).trim();
      if (/^v2[0-2]\./.test(version) && version !== own.version) return [own, { path, version }];
    } catch {
      // No Node in this folder.
    }
  }
  return [own];
}

/** A folder with these files, gone after the test. */
export function writeProject(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bakewell-cli-")));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export interface JsonFinding {
  readonly path: string;
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly severity: string;
  readonly message: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fixable: boolean;
  readonly url: string;
}

/** Lints and returns the findings beside the outcome. */
export function lintJson(args: readonly string[], options: CliOptions): CliOutcome & { readonly findings: readonly JsonFinding[] } {
  const outcome = runCli(["lint", "--format", "json", ...args], options);
  return { ...outcome, findings: (JSON.parse(outcome.stdout) as { findings: JsonFinding[] }).findings };
}

/** Findings as text: `Dockerfile:1:6 NoLatestTag`. */
export function placesOf(findings: readonly JsonFinding[]): string[] {
  return findings.map(({ path, startLine, startColumn, rule }) => `${path}:${startLine}:${startColumn} ${rule}`);
}
