import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bakeCommand } from "../core/bake-command.ts";
import type { BakeInvocation, DockerOptions } from "../core/bake-command.ts";
import { parseBuildMetadata } from "../core/build-metadata.ts";
import type { TargetMetadata } from "../core/build-metadata.ts";
import { parseFailure } from "../core/build-failure.ts";
import type { BuildResult } from "../core/build-result.ts";
import { applyStatus, emptyBuildState } from "../core/build-state.ts";
import type { BuildState } from "../core/build-state.ts";
import type { CommandLine, CommandOutcome } from "../core/command-line.ts";
import { findDockerProblem } from "../core/docker-problem.ts";
import { parseStatusLine } from "../core/solve-status.ts";
import type { SolveStatus } from "../core/solve-status.ts";
import { startProcess } from "./process-runner.ts";
import type { RunningProcess } from "./process-runner.ts";

/** A `docker buildx bake` that runs. */
export interface RunningBuild {
  /** Never rejects. */
  readonly result: Promise<BuildResult>;
  stop(): void;
  kill(): void;
}

export interface BuildListener {
  /** The command line is known: it is shown to the user, never run again. */
  onStart?(line: CommandLine<unknown>): void;
  /** `state` has `status` applied already. */
  onStatus(status: SolveStatus, state: BuildState): void;
}

/** Builds, and reads the metadata of what was built. `hasTargets` says whether several targets are built. */
export function startBuild(invocation: BakeInvocation, hasTargets: boolean, options: DockerOptions, listener: BuildListener): RunningBuild {
  return watchBuild(hasTargets, listener, async (start) => {
    const folder = await mkdtemp(join(tmpdir(), "bakewell-"));
    const metadataFile = join(folder, "metadata.json");
    try {
      const outcome = await start(bakeCommand(invocation, metadataFile, options));
      const text = await readFile(metadataFile, "utf8").catch(() => "");
      return { outcome, command: options.docker, metadata: parseBuildMetadata(text) };
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  });
}

/** Runs any bake command that writes its progress as JSON lines. */
export function startBakeCommand(line: CommandLine<CommandOutcome>, hasTargets: boolean, listener: BuildListener): RunningBuild {
  return watchBuild(hasTargets, listener, async (start) => ({ outcome: await start(line), command: line.command, metadata: new Map() }));
}

interface Watched {
  readonly outcome: CommandOutcome;
  readonly command: string;
  readonly metadata: ReadonlyMap<string, TargetMetadata>;
}

function watchBuild(
  hasTargets: boolean,
  listener: BuildListener,
  run: (start: (line: CommandLine<CommandOutcome>) => Promise<CommandOutcome>) => Promise<Watched>,
): RunningBuild {
  const begin = performance.now();
  let state = emptyBuildState(hasTargets);
  let isStopped = false;
  let running: RunningProcess<CommandOutcome> | undefined;
  const onStderr = (text: string): boolean => {
    const status = parseStatusLine(text);
    if (!status) return false;
    state = applyStatus(state, status);
    listener.onStatus(status, state);
    return true;
  };
  const start = (line: CommandLine<CommandOutcome>): Promise<CommandOutcome> => {
    // The user may have canceled before the process was there to be told.
    if (isStopped) return Promise.resolve({ exitCode: 130, stdout: "", stderr: "", startError: undefined });
    listener.onStart?.(line);
    running = startProcess(line, onStderr);
    return running.result;
  };
  const result = run(start).then((watched) => resultOf(watched, state, isStopped, performance.now() - begin));
  return {
    result,
    stop() {
      isStopped = true;
      running?.stop();
    },
    kill() {
      isStopped = true;
      running?.kill();
    },
  };
}

function resultOf({ outcome, command, metadata }: Watched, state: BuildState, isStopped: boolean, milliseconds: number): BuildResult {
  const hasSucceeded = outcome.exitCode === 0;
  return {
    // A build that ended well before the signal came is a good build; one that ends by any signal was canceled by someone.
    outcome: hasSucceeded ? "succeeded" : isStopped || outcome.exitCode === 130 ? "canceled" : "failed",
    exitCode: outcome.exitCode,
    state,
    problem: findDockerProblem(command, outcome),
    failure: hasSucceeded ? undefined : parseFailure(outcome.stderr),
    errorText: outcome.stderr,
    stdout: outcome.stdout,
    metadata,
    milliseconds,
  };
}
