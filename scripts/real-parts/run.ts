import { spawn, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";

export interface RunOptions {
  /** Milliseconds after which the whole process group is killed. */
  readonly timeout: number;
  readonly cwd?: string;
  /** Replaces the environment; the process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunResult {
  /** The exit code; 127 when the program could not be started, 124 when it ran out of time. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, collecting its output. Never rejects: a program that cannot start is a result as well. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, options.timeout);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (timedOut) stderr += `\n${command} was stopped after ${options.timeout / 1000} s`;
      resolve({ code: timedOut ? 124 : (code ?? 1), stdout, stderr });
    });
  });
}

/** As `run`, but rejects with the program's last words when its exit code is not 0. */
export async function runOrThrow(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    throw new Error(`${command} ${args.slice(0, 4).join(" ")} … ended with ${result.code}: ${lastLines(result.stderr || result.stdout)}`);
  }
  return result.stdout;
}

/** The first version number that a program prints. */
export async function readVersion(path: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(path, args, { timeout: 20_000 });
  return /\d+(?:\.\d+)+/.exec(stdout || stderr)?.[0] ?? "unknown";
}

/** The last few lines of a program's output, as one line. */
export function lastLines(text: string, count = 4): string {
  return text.trim().split("\n").slice(-count).join(" | ");
}

/** Sends a signal to a process started with `detached` and to everything that it has started. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals = "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

const background = new Map<ChildProcess, string>();
let watchesExit = false;

/** Makes a background process end with this one, also when this one is interrupted or terminated, and its folder disappear. */
export function endWithThisProcess(child: ChildProcess, folder: string): void {
  if (!watchesExit) {
    watchesExit = true;
    process.once("exit", endBackground);
    process.once("SIGINT", () => process.exit(130));
    process.once("SIGTERM", () => process.exit(143));
  }
  background.set(child, folder);
  child.once("exit", () => background.delete(child));
}

function endBackground(): void {
  for (const [child, folder] of background) {
    killGroup(child.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** Ends a background process and its whole group: politely, after five seconds by force. */
export async function endGroup(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
  killGroup(child.pid, "SIGTERM");
  const timer = setTimeout(() => killGroup(child.pid), 5000);
  await ended;
  clearTimeout(timer);
  killGroup(child.pid);
}
