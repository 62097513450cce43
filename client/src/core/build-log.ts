import { cleanLogLine, paint } from "./ansi.ts";
import type { AnsiStyle } from "./ansi.ts";
import { stepMilliseconds, stepStatus, stepTargets } from "./build-state.ts";
import type { BuildState, Step } from "./build-state.ts";
import { decodeBytes, decodeUtf8 } from "./solve-status.ts";
import type { SolveStatus, VertexLog, VertexStatus } from "./solve-status.ts";

/** What the terminal was told so far, so that nothing is said twice and lines that come in pieces are put together. */
export interface BuildLog {
  /** By digest and stream: bytes of a line whose end has not come. */
  readonly unfinished: ReadonlyMap<string, string>;
  /** Digests and statuses about whose start or end a line was written. */
  readonly told: ReadonlySet<string>;
}

export const emptyBuildLog: BuildLog = { unfinished: new Map(), told: new Set() };

export interface LogProgress {
  readonly log: BuildLog;
  /** Complete lines, each ending with `\n`. */
  readonly text: string;
}

/** The lines for one status; `state` is the build's state with that status applied. */
export function logStatus(log: BuildLog, state: BuildState, status: SolveStatus): LogProgress {
  const told = new Set(log.told);
  const unfinished = new Map(log.unfinished);
  const digests = new Set((status.vertexes ?? []).map((vertex) => vertex.digest));
  const steps = [...digests].flatMap((digest) => state.steps.get(digest) ?? []);
  const lines = [
    ...steps.flatMap((step) => startLines(step, told)),
    ...(status.logs ?? []).flatMap((entry) => outputLines(entry, state, unfinished)),
    ...(status.statuses ?? []).flatMap((entry) => statusLines(entry, state, told)),
    ...steps.flatMap((step) => endLines(step, told, unfinished)),
  ];
  return { log: { unfinished, told }, text: lines.map((line) => `${line}\n`).join("") };
}

function startLines(step: Step, told: Set<string>): string[] {
  const key = `start ${step.digest}`;
  if (told.has(key) || stepStatus(step) !== "running" || step.runs[0]!.name.isInternal) return [];
  told.add(key);
  return [joinWords(paint("bold", "▸"), stepLabel(step), paint("bold", stepText(step)))];
}

function endLines(step: Step, told: Set<string>, unfinished: Map<string, string>): string[] {
  const status = stepStatus(step);
  const key = `end ${step.digest}`;
  if (status === "pending" || status === "running" || told.has(key)) return [];
  told.add(key);
  const rest = ["1", "2"].flatMap((stream) => restLines(step, `${step.digest} ${stream}`, unfinished));
  const label = stepLabel(step);
  const isInternal = step.runs[0]!.name.isInternal;
  const text = stepText(step);
  if (status === "failed") return [...rest, joinWords(paint("red", "✗"), label, text, paint("red", shortError(step)))];
  if (status === "canceled") return [...rest, joinWords(paint("yellow", "■"), label, text, paint("yellow", "CANCELED"))];
  if (status === "cached") return [...rest, joinWords(paint("cyan", "●"), label, text, paint("cyan", "CACHED"))];
  const line = joinWords(paint("green", "✓"), label, text, paint("dim", formatSeconds(stepMilliseconds(step))));
  return [...rest, isInternal ? paint("dim", line) : line];
}

function outputLines(entry: VertexLog, state: BuildState, unfinished: Map<string, string>): string[] {
  const key = `${entry.vertex} ${entry.stream}`;
  const pieces = ((unfinished.get(key) ?? "") + decodeBytes(entry.data)).split("\n");
  unfinished.set(key, pieces.pop()!);
  return pieces.map((piece) => outputLine(state.steps.get(entry.vertex), piece));
}

function restLines(step: Step, key: string, unfinished: Map<string, string>): string[] {
  const rest = unfinished.get(key);
  unfinished.delete(key);
  return rest ? [outputLine(step, rest)] : [];
}

function outputLine(step: Step | undefined, bytes: string): string {
  return `  ${joinWords(step ? stepLabel(step) : "", paint("dim", "│"))} ${cleanLogLine(decodeUtf8(bytes))}`;
}

/** Only what the user asked for is worth a line: names given to images, things pushed; not transfers of the context. */
function statusLines(entry: VertexStatus, state: BuildState, told: Set<string>): string[] {
  const key = `status ${entry.vertex} ${entry.id}`;
  if (entry.completed === undefined || told.has(key) || !/^(naming to|pushing|writing image|loading) /.test(entry.id)) return [];
  told.add(key);
  const step = state.steps.get(entry.vertex);
  return [`  ${joinWords(step ? stepLabel(step) : "", paint("dim", "│"), cleanLogLine(entry.id))}`];
}

const labelStyles: readonly AnsiStyle[] = ["blue", "magenta", "cyan", "yellow", "green"];

/** A short name in a color that stays the same for the stage: `builder 2/5`, with the target before it when only one shares the step. */
function stepLabel(step: Step): string {
  const { stage, index, total, platform } = step.runs[0]!.name;
  const targets = stepTargets(step);
  const target = targets.length === 1 ? targets[0]! : "";
  const words = [target, platform ?? "", stage === target ? "" : (stage ?? ""), index === undefined ? "" : `${index}/${total}`];
  const text = words.filter((word) => word !== "").join(" ");
  const sum = Array.from(stage ?? target, (letter) => letter.charCodeAt(0)).reduce((one, other) => one + other, 0);
  return paint(labelStyles[sum % labelStyles.length]!, text);
}

/** The instruction on one line. */
function stepText(step: Step): string {
  return cleanLogLine(step.runs[0]!.name.text.replace(/\s+/g, " "));
}

function joinWords(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

/** The command that failed stands on the same line already. */
function shortError(step: Step): string {
  const error = step.runs.find((run) => run.error !== undefined)?.error ?? "";
  return cleanLogLine(error.replace(/^process ".*" did not complete successfully: /s, "").replace(/\s+/g, " "));
}

export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)}s`;
  return `${Math.floor(seconds / 60)}m ${String(Math.floor(seconds % 60)).padStart(2, "0")}s`;
}
