import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import type { CommandLine, CommandOutcome, StartError } from "../core/command-line.ts";

/** A program that runs. */
export interface RunningProcess<Result> {
  /** Never rejects: a program that cannot be started is an outcome as well. */
  readonly result: Promise<Result>;
  /** Asks the program and all it started to stop, and ends them when they have not after `graceMilliseconds`. */
  stop(graceMilliseconds?: number): void;
  /** Ends the program and all it started at once. */
  kill(): void;
}

/** Lines of standard error as they come, without their ends. Returns whether the line is dealt with: then it is not collected. */
export type StderrListener = (line: string) => boolean;

const defaultGrace = 5000;
const maximumOutput = 64 * 1024 * 1024;

/** Starts a command line, without a shell, as the head of a process group of its own, so that its plugins can be stopped with it. */
export function startProcess<Result>(line: CommandLine<Result>, onStderr: StderrListener = () => false): RunningProcess<Result> {
  const folderProblem = line.cwd === undefined ? undefined : checkFolder(line.cwd);
  if (folderProblem) return endedProcess(line.parse(neverStarted(folderProblem)));
  let child: ChildProcess;
  try {
    child = spawn(line.command, line.args, {
      ...(line.cwd === undefined ? {} : { cwd: line.cwd }),
      env: { ...process.env, ...line.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
      shell: false,
    });
  } catch (error) {
    return endedProcess(line.parse(neverStarted(startErrorOf(error as NodeJS.ErrnoException))));
  }
  let killTimer: NodeJS.Timeout | undefined;
  // What the program started may outlive it and keeps its pipes open: only their end is the end of the group.
  let isClosed = false;
  child.once("close", () => {
    isClosed = true;
    clearTimeout(killTimer);
  });
  const signal = (name: "SIGINT" | "SIGKILL"): void => (isClosed ? undefined : signalGroup(child, name));
  return {
    result: collectOutcome(child, onStderr).then((outcome) => line.parse(outcome)),
    stop(graceMilliseconds = defaultGrace) {
      signal("SIGINT");
      if (!isClosed) killTimer ??= setTimeout(() => signal("SIGKILL"), graceMilliseconds);
    },
    kill: () => signal("SIGKILL"),
  };
}

function endedProcess<Result>(result: Result): RunningProcess<Result> {
  return { result: Promise.resolve(result), stop: () => undefined, kill: () => undefined };
}

function collectOutcome(child: ChildProcess, onStderr: StderrListener): Promise<CommandOutcome> {
  const stdout: Buffer[] = [];
  let size = 0;
  child.stdout!.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maximumOutput) stdout.push(chunk);
  });
  const stderr: string[] = [];
  const splitter = splitLines((text) => {
    if (!onStderr(text)) stderr.push(text);
  });
  child.stderr!.on("data", (chunk: Buffer) => splitter.write(chunk));
  return new Promise((resolve) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve(neverStarted(startErrorOf(error)));
    });
    child.on("close", (exitCode) => {
      splitter.end();
      resolve({ exitCode, stdout: Buffer.concat(stdout).toString("utf8"), stderr: stderr.join("\n"), startError: undefined });
    });
  });
}

/** Puts lines together from pieces that may end within a line or within a character. */
function splitLines(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let rest: string[] = [];
  return {
    write(chunk) {
      const pieces = decoder.write(chunk).split("\n");
      // Joining only at a line's end keeps a very long line from being copied for each of its pieces.
      for (const piece of pieces.slice(0, -1)) {
        rest.push(piece);
        onLine(rest.join("").replace(/\r$/, ""));
        rest = [];
      }
      rest.push(pieces.at(-1)!);
    },
    end() {
      const last = rest.join("") + decoder.end();
      if (last !== "") onLine(last);
    },
  };
}

function signalGroup(child: ChildProcess, signal: "SIGINT" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    // Windows has no signals for console programs without a console; taskkill ends the whole tree.
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { windowsHide: true, stdio: "ignore" }).on("error", () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function checkFolder(folder: string): StartError | undefined {
  try {
    if (statSync(folder).isDirectory()) return undefined;
    return { kind: "folder-missing", message: `${folder} is not a folder.` };
  } catch (error) {
    const isHidden = (error as NodeJS.ErrnoException).code === "EACCES";
    return { kind: "folder-missing", message: isHidden ? `There is no permission to read ${folder}.` : `The folder ${folder} does not exist.` };
  }
}

function neverStarted(startError: StartError): CommandOutcome {
  return { exitCode: null, stdout: "", stderr: "", startError };
}

function startErrorOf(error: NodeJS.ErrnoException): StartError {
  if (error.code === "ENOENT") return { kind: "not-found", message: error.message };
  if (error.code === "EACCES" || error.code === "ENOEXEC") return { kind: "not-executable", message: error.message };
  return { kind: "other", message: error.message };
}
