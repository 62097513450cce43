import { type TelemetryOptOut, telemetryOptOuts } from "../../../data/telemetry.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type Dockerfile, type Stage, stageChain } from "../dockerfile.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import { scopeBefore } from "./scope.ts";

/** The first call in a stage of a tool that reports its use, where nothing tells it not to. */
export interface ReportingCall {
  readonly step: RunStep;
  readonly invocation: Invocation;
  readonly optOut: TelemetryOptOut;
}

const launchers = /^(?:npx|pnpx|bunx|yarn|pnpm|bun)$/;

export function reportingCalls(dockerfile: Dockerfile): ReportingCall[] {
  const byStage = new Map<Stage, readonly ReportingCall[]>();
  return dockerfile.stages.flatMap((stage) => {
    const calls = callsIn(stage);
    byStage.set(stage, calls);
    // A setting in the stage below holds here as well.
    const below = new Set(stageChain(stage).slice(1).flatMap((link) => byStage.get(link) ?? []).map(({ optOut }) => optOut));
    return calls.filter(({ optOut }) => !below.has(optOut));
  });
}

function callsIn(stage: Stage): ReportingCall[] {
  const found = new Map<TelemetryOptOut, ReportingCall>();
  for (const step of stepsOf(stage)) {
    for (const invocation of step.script.invocations) {
      const optOut = optOutOf(invocation);
      if (!optOut || found.has(optOut) || isSet(step, invocation, optOut.variable)) continue;
      found.set(optOut, { step, invocation, optOut });
    }
  }
  return [...found.values()];
}

function optOutOf({ name, words }: Invocation): TelemetryOptOut | undefined {
  const started = launchers.test(name) ? words.slice(1).map((word) => word.unquoted).find((word) => !word.startsWith("-") && word !== "exec" && word !== "run" && word !== "dlx") : name;
  return telemetryOptOuts.find(({ programs }) => programs.test(started ?? ""));
}

/** By ENV or ARG, in front of the command, or within the script. */
function isSet({ stage, run, dockerfile }: RunStep, { command }: Invocation, variable: string): boolean {
  if (scopeBefore(stage, run).find(variable) || scopeBefore(stage, run).find("DO_NOT_TRACK")) return true;
  return command?.assignments.some(({ name }) => name === variable) === true || dockerfile.written(run).includes(variable);
}
