import { parseStepName } from "./step-name.ts";
import type { StepName } from "./step-name.ts";
import { decodeBuildWarning } from "./build-warning.ts";
import type { BuildWarning } from "./build-warning.ts";
import { cleanLogLine, stripColors } from "./ansi.ts";
import { decodeBytes, decodeUtf8 } from "./solve-status.ts";
import type { SolveStatus, Vertex, VertexLog } from "./solve-status.ts";

/** All that the progress of one build has said so far. Immutable: `applyStatus` makes the next one. */
export interface BuildState {
  /** Whether several targets are built, so that the names of steps start with a target. */
  readonly hasTargets: boolean;
  /** By digest, in order of announcement. */
  readonly steps: ReadonlyMap<string, Step>;
  readonly warnings: readonly BuildWarning[];
  /** By digest: the last bytes that a step wrote, one UTF-16 unit each. */
  readonly tails: ReadonlyMap<string, string>;
}

const tailLength = 4000;

/** One vertex of the build graph. Targets that share it announce it under names of their own, each with its own clock. */
export interface Step {
  readonly digest: string;
  readonly runs: readonly StepRun[];
}

/** How one name of a step stands. */
export interface StepRun {
  readonly name: StepName;
  readonly fullName: string;
  /** The time of the current start, as sent: only compared, and subtracted within this run. */
  readonly started: string | undefined;
  readonly completed: string | undefined;
  readonly isCached: boolean;
  readonly error: string | undefined;
  /** Milliseconds spent before the step was opened again. */
  readonly earlierMilliseconds: number;
}

export type StepStatus = "pending" | "running" | "done" | "cached" | "failed" | "canceled";

export function emptyBuildState(hasTargets: boolean): BuildState {
  return { hasTargets, steps: new Map(), warnings: [], tails: new Map() };
}

export function applyStatus(state: BuildState, status: SolveStatus): BuildState {
  return {
    hasTargets: state.hasTargets,
    steps: status.vertexes?.length ? applyVertexes(state, status.vertexes) : state.steps,
    warnings: status.warnings?.length ? applyWarnings(state, status) : state.warnings,
    tails: status.logs?.length ? applyLogs(state, status.logs) : state.tails,
  };
}

function applyVertexes(state: BuildState, vertexes: readonly Vertex[]): Map<string, Step> {
  const steps = new Map(state.steps);
  for (const vertex of vertexes) {
    const runs = steps.get(vertex.digest)?.runs ?? [];
    const index = runs.findIndex((run) => run.fullName === vertex.name);
    const next = nextRun(runs[index], vertex, state.hasTargets);
    steps.set(vertex.digest, {
      digest: vertex.digest,
      runs: index === -1 ? [...runs, next] : runs.with(index, next),
    });
  }
  return steps;
}

/** The last update wins; a new start without an end opens a completed step again, and its time goes on to count. */
function nextRun(run: StepRun | undefined, vertex: Vertex, hasTargets: boolean): StepRun {
  const isReopened = run?.completed !== undefined && vertex.started !== undefined && vertex.started !== run.started;
  return {
    name: run?.name ?? parseStepName(vertex.name, hasTargets),
    fullName: vertex.name,
    started: vertex.started ?? run?.started,
    completed: isReopened || vertex.completed !== undefined ? vertex.completed : run?.completed,
    isCached: vertex.cached ?? false,
    error: vertex.error,
    earlierMilliseconds: (run?.earlierMilliseconds ?? 0) + (isReopened ? runMilliseconds(run) : 0),
  };
}

function applyWarnings(state: BuildState, status: SolveStatus): BuildWarning[] {
  const warnings = [...state.warnings];
  for (const sent of status.warnings ?? []) {
    const warning = decodeBuildWarning(sent);
    const isKnown = warnings.some((known) => known.vertex === warning.vertex && known.text === warning.text && known.firstLine === warning.firstLine);
    if (!isKnown) warnings.push(warning);
  }
  return warnings;
}

function applyLogs(state: BuildState, logs: readonly VertexLog[]): Map<string, string> {
  const tails = new Map(state.tails);
  for (const log of logs) tails.set(log.vertex, ((tails.get(log.vertex) ?? "") + decodeBytes(log.data)).slice(-tailLength));
  return tails;
}

/** The last lines that a step wrote, fit for a message. */
export function lastLines(state: BuildState, step: Step, limit: number): string[] {
  const lines = decodeUtf8(state.tails.get(step.digest) ?? "").split("\n").map((line) => stripColors(cleanLogLine(line)).trimEnd());
  return lines.filter((line) => line !== "").slice(-limit);
}

export function stepStatus(step: Step): StepStatus {
  const failed = step.runs.find((run) => run.error !== undefined);
  if (failed) return isCancellation(failed.error!) ? "canceled" : "failed";
  const begun = step.runs.filter((run) => run.started !== undefined);
  if (begun.length === 0) return "pending";
  if (begun.some((run) => run.completed === undefined)) return "running";
  return begun.some((run) => !run.isCached) ? "done" : "cached";
}

function isCancellation(error: string): boolean {
  return error.includes("context canceled");
}

/** How long the step has taken, in milliseconds, as far as it is over. */
export function stepMilliseconds(step: Step): number {
  return Math.max(0, ...step.runs.map((run) => run.earlierMilliseconds + runMilliseconds(run)));
}

function runMilliseconds(run: Pick<StepRun, "started" | "completed">): number {
  if (run.started === undefined || run.completed === undefined) return 0;
  const milliseconds = Date.parse(run.completed) - Date.parse(run.started);
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : 0;
}

/** The targets that a step works for; empty when a single one is built, or for work that serves all of them. */
export function stepTargets(step: Step): string[] {
  return [...new Set(step.runs.flatMap((run) => run.name.target ?? []))];
}

export interface StepCounts {
  readonly total: number;
  /** Done, cached and failed ones. */
  readonly completed: number;
  readonly cached: number;
}

export function countSteps(state: BuildState): StepCounts {
  let completed = 0;
  let cached = 0;
  for (const step of state.steps.values()) {
    const status = stepStatus(step);
    if (status !== "pending" && status !== "running") completed++;
    if (status === "cached") cached++;
  }
  return { total: state.steps.size, completed, cached };
}

/** What is being done now: an instruction if one runs, the latest start else. */
export function currentStep(state: BuildState): StepName | undefined {
  const running = [...state.steps.values()].filter((step) => stepStatus(step) === "running");
  const step = running.findLast((candidate) => !candidate.runs[0]!.name.isInternal) ?? running.at(-1);
  return step?.runs[0]?.name;
}

/** Steps that failed by themselves, not because the build was stopped. */
export function failedSteps(state: BuildState): Step[] {
  return [...state.steps.values()].filter((step) => stepStatus(step) === "failed");
}
