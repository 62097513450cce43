import { type ChildProcess, spawn } from "node:child_process";

export interface ProgramRun {
  /** An absolute path: nothing is looked up. */
  readonly path: string;
  readonly words: readonly string[];
  /** What it gets on standard input. */
  readonly input: string;
  readonly folder: string;
  /** Its whole environment; this process's own when left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMilliseconds: number;
  /** In bytes; a program that prints more is ended. */
  readonly maximumOutput: number;
}

/**
 * Runs a program without a shell, to its end. Undefined when it could not be started, took too long, printed too much or `signal`
 * said to stop; never rejects. Its standard error is dropped.
 */
export function runProgram({ path, words, input, folder, environment, timeoutMilliseconds, maximumOutput }: ProgramRun, signal: AbortSignal): Promise<{ readonly code: number | null; readonly output: string } | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(path, words, { cwd: folder, ...(environment ? { env: { ...environment } } : {}), stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    } catch {
      resolve(undefined);
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (code?: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      resolve(code === undefined ? undefined : { code, output: Buffer.concat(chunks).toString("utf8") });
    };
    const stop = (): void => {
      child.kill("SIGKILL");
      end();
    };
    const timer = setTimeout(stop, timeoutMilliseconds);
    signal.addEventListener("abort", stop);
    child.stdout!.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maximumOutput) stop();
      else chunks.push(chunk);
    });
    child.on("error", () => end());
    child.on("close", (code) => end(code));
    // It may end before it has read everything.
    child.stdin!.on("error", () => undefined);
    child.stdin!.end(input);
  });
}
