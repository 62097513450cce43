import { paint } from "./ansi.ts";
import { countSteps, failedSteps } from "./build-state.ts";
import type { BuildState } from "./build-state.ts";
import { formatSeconds } from "./build-log.ts";
import type { BuildFailure } from "./build-failure.ts";
import type { TargetMetadata } from "./build-metadata.ts";
import type { DockerProblem } from "./docker-problem.ts";
import { explainProblem } from "./docker-problem.ts";

/** How a build ended. */
export interface BuildResult {
  readonly outcome: "succeeded" | "failed" | "canceled";
  readonly exitCode: number | null;
  readonly state: BuildState;
  /** Why nothing could be built: docker, not the Dockerfile. */
  readonly problem: DockerProblem | undefined;
  readonly failure: BuildFailure | undefined;
  /** All of standard error that is not progress. */
  readonly errorText: string;
  /** What the command printed as its result: nothing for a plain build. */
  readonly stdout: string;
  /** By target; empty unless the build succeeded. */
  readonly metadata: ReadonlyMap<string, TargetMetadata>;
  readonly milliseconds: number;
}

/** One line for people: `12/34 steps · RUN npm ci`. */
export function describeProgress(state: BuildState, current: string | undefined): string {
  const { total, completed } = countSteps(state);
  const text = current === undefined ? "" : ` · ${shorten(current.replace(/\s+/g, " "), 70)}`;
  return `${completed}/${total} steps${text}`;
}

/** What went wrong, in one line: the step and how it ended if a step failed, the error's text else. */
export function describeFailure(result: BuildResult): string {
  if (result.problem) return explainProblem(result.problem).message;
  const failed = failedSteps(result.state)[0];
  const instruction = failed?.runs[0]?.name.text.replace(/\s+/g, " ");
  const code = result.failure?.exitCode;
  if (instruction && code !== undefined) return `${shorten(instruction, 80)} ended with exit code ${code}.`;
  if (result.failure) return shorten(result.failure.message, 400);
  const text = result.errorText.trim().split("\n").at(-1);
  if (text) return shorten(text, 400);
  return result.exitCode === null ? "docker was ended by a signal." : `docker ended with exit code ${result.exitCode}.`;
}

/** The last lines in the terminal. */
export function renderEnd(result: BuildResult): string {
  const { total, cached } = countSteps(result.state);
  const time = formatSeconds(result.milliseconds);
  const steps = `${total} steps, ${cached} cached, ${time}`;
  if (result.outcome === "succeeded") return `\n${paint("green", "✓ Succeeded")} ${paint("dim", `(${steps})`)}\n`;
  if (result.outcome === "canceled") return `\n${paint("yellow", "■ Canceled")} ${paint("dim", `(${steps})`)}\n`;
  const text = result.errorText.trim().split("\n").map((line) => (line.includes(">>>") || line.startsWith("ERROR") ? paint("red", line) : line)).join("\n");
  const advice = result.problem ? `\n${explainProblem(result.problem).message}` : "";
  return `\n${text}${advice}\n${paint("red", "✗ Failed")} ${paint("dim", `(${steps})`)}\n`;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
