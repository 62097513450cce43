import { type ChildProcess, spawn } from "node:child_process";
import { access, constants, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { env, platform } from "node:process";
import type { ShellcheckDialect, ShellcheckRunner } from "../base/shellcheck-runner.ts";

const timeoutMilliseconds = 10_000;
const maximumOutput = 4 * 1024 * 1024;

/** Runs the ShellCheck of this machine: a name that is looked up on PATH, or an absolute path. */
export function shellcheckProgram(nameOrPath: string): ShellcheckRunner {
  let found: Promise<string | undefined> | undefined;
  const find = (): Promise<string | undefined> => (found ??= findProgram(nameOrPath));
  return {
    isAvailable: async () => (await find()) !== undefined,
    run: async (script, dialect, signal) => {
      const program = await find();
      return program === undefined || signal.aborted ? undefined : run(program, script, dialect, signal);
    },
  };
}

/**
 * The program's absolute path. It is looked up here and not by the system, which on Windows would try the working folder first;
 * folders of PATH that are not absolute are left out for the same reason.
 */
async function findProgram(nameOrPath: string): Promise<string | undefined> {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(isAbsolute);
  const isPath = /[\\/]/.test(nameOrPath);
  if (isPath && !isAbsolute(nameOrPath)) return undefined;
  const names = platform === "win32" && !/\.exe$/i.test(nameOrPath) ? [`${nameOrPath}.exe`] : [nameOrPath];
  for (const path of isPath ? names : folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    try {
      await access(path, constants.X_OK);
      if ((await stat(path)).isFile()) return path;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** Settings files of ShellCheck are not read, so that the editor and the command line find the same wherever they run. */
function run(program: string, script: string, dialect: ShellcheckDialect, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(program, ["--norc", "--format=json1", `--shell=${dialect}`, "--severity=style", "-"], { cwd: tmpdir(), stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    } catch {
      resolve(undefined);
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (output: string | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      resolve(output);
    };
    const stop = (): void => {
      child.kill("SIGKILL");
      end(undefined);
    };
    const timer = setTimeout(stop, timeoutMilliseconds);
    signal.addEventListener("abort", stop);
    child.stdout!.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumOutput) stop();
      else chunks.push(chunk);
    });
    child.on("error", () => end(undefined));
    // Its exit status is 1 when there are findings.
    child.on("close", (code) => end(code === 0 || code === 1 ? Buffer.concat(chunks).toString("utf8") : undefined));
    // It may end before it has read everything.
    child.stdin!.on("error", () => undefined);
    child.stdin!.end(script);
  });
}
