import { groupBy } from "../../../base/group-by.ts";
import { memoize } from "../../../base/memoize.ts";
import type { Span } from "../../../base/span.ts";
import type { RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { isPosixLike } from "../../../syntax/shell/dialect.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { countBefore, type Dockerfile, type Stage } from "../dockerfile.ts";
import { type Mount, mountsOf } from "../files/mounts.ts";
import { type InstructionScript, scriptOf } from "./scripts.ts";
import { shellKindAt } from "./shell.ts";

/** A RUN whose command is understood, with what package rules ask about it. */
export interface RunStep {
  readonly dockerfile: Dockerfile;
  readonly run: RunInstruction;
  readonly stage: Stage;
  /** It stands behind ONBUILD, so it runs in the images that build on this one. */
  readonly isOnbuild: boolean;
  readonly script: InstructionScript;
  readonly packageCommands: readonly PackageCommand[];
  readonly mounts: readonly Mount[];
}

/** Every RUN that starts a program, those behind ONBUILD included, in order; computed once for each file. */
export const runSteps: (dockerfile: Dockerfile) => readonly RunStep[] = memoize(readSteps);

const stepsByStage = memoize((dockerfile: Dockerfile) => groupBy(runSteps(dockerfile), (step) => step.stage));

/** The steps of one stage, in order. */
export function stepsOf(stage: Stage): readonly RunStep[] {
  return stepsByStage(stage.dockerfile).get(stage) ?? [];
}

/** The steps that call a package manager. */
export const packageSteps: (dockerfile: Dockerfile) => readonly RunStep[] = memoize((dockerfile: Dockerfile) => runSteps(dockerfile).filter((step) => step.packageCommands.length > 0));

function readSteps(dockerfile: Dockerfile): RunStep[] {
  const found: RunStep[] = [];
  for (const instruction of dockerfile.tree.instructions) {
    const stage = dockerfile.stageOf(instruction);
    const run = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
    if (run?.kind !== "RUN" || stage === undefined) continue;
    const isOnbuild = run !== instruction;
    if (isOnbuild && !isPosixLike(shellKindAt(stage, instruction))) continue;
    const script = scriptOf(dockerfile, run);
    if (script.invocations.length > 0) found.push(stepOf({ dockerfile, run, stage, isOnbuild, script }));
  }
  return found;
}

function stepOf(parts: Pick<RunStep, "dockerfile" | "run" | "stage" | "isOnbuild" | "script">): RunStep {
  return { ...parts, packageCommands: parts.script.packageCommands, mounts: mountsOf(parts.dockerfile, parts.run) };
}

/** Whether a step is the next instruction of its stage behind another one. */
export function isRightBehind(before: RunStep, { run, stage }: RunStep): boolean {
  const { instructions } = stage;
  return before.stage === stage && instructions[countBefore(instructions, run.span.start) - 1] === before.run;
}

/** From the program's name to its subcommand: what names a call without its packages. */
export function callSpan({ span, subcommandSpan }: PackageCommand): Span {
  return { start: span.start, end: subcommandSpan?.end ?? span.end };
}
