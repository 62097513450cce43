import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { ShellcheckDialect, ShellcheckRunner } from "../base/shellcheck-runner.ts";

const timeoutMilliseconds = 10_000;
const maximumOutput = 4 * 1024 * 1024;

/** Runs the ShellCheck of this machine: a name that is looked up on PATH, or an absolute path. */
export function shellcheckProgram(nameOrPath: string): ShellcheckRunner {
  let found: Promise<string | undefined> | undefined;
  const find = (): Promise<string | undefined> => (found ??= searchProgram(nameOrPath));
  return {
    isAvailable: async () => (await find()) !== undefined,
    run: async (scripts, dialect, signal) => {
      const program = await find();
      if (program === undefined || signal.aborted) return undefined;
      return scripts.length === 1 ? run({ program, dialect, files: ["-"], input: scripts[0]!, folder: tmpdir() }, signal) : runOnFiles(program, scripts, dialect, signal);
    },
  };
}

/** ShellCheck reads one script from its standard input and several from files only: they are written to a folder that lives as long as the run. */
async function runOnFiles(program: string, scripts: readonly string[], dialect: ShellcheckDialect, signal: AbortSignal): Promise<string | undefined> {
  let folder: string | undefined;
  const remove = (): void => {
    // A program that was just ended may hold its file for a moment more on Windows.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", remove);
  try {
    folder = mkdtempSync(join(tmpdir(), "bakewell-"));
    for (const [index, script] of scripts.entries()) writeFileSync(join(folder, String(index)), script, { mode: 0o600 });
    return await run({ program, dialect, files: scripts.map((_, index) => String(index)), input: "", folder }, signal);
  } catch {
    return undefined;
  } finally {
    process.off("exit", remove);
    remove();
  }
}

interface Run {
  readonly program: string;
  readonly dialect: ShellcheckDialect;
  /** Relative to `folder`, which is the working folder. */
  readonly files: readonly string[];
  readonly input: string;
  readonly folder: string;
}

// What looks for programs and starts them is loaded when it is first needed: with the modules of Node.js it takes more than a megabyte.
async function searchProgram(nameOrPath: string): Promise<string | undefined> {
  const { findProgram } = await import("./find-program.ts");
  return findProgram(nameOrPath);
}

/** Settings files of ShellCheck are not read, so that the editor and the command line find the same wherever they run. */
async function run({ program, dialect, files, input, folder }: Run, signal: AbortSignal): Promise<string | undefined> {
  const words = ["--norc", "--format=json1", `--shell=${dialect}`, "--severity=style", ...files];
  const { runProgram } = await import("./run-program.ts");
  const ended = await runProgram({ path: program, words, input, folder, timeoutMilliseconds, maximumOutput }, signal);
  // Its exit status is 1 when there are findings.
  return ended?.code === 0 || ended?.code === 1 ? ended.output : undefined;
}
