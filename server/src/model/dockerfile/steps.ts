import type { Spanned } from "../../base/span.ts";
import type { Instruction } from "../../syntax/dockerfile/tree.ts";
import type { Stage } from "./dockerfile.ts";
import { stagesOfDefaultBuild } from "./stages/stage-references.ts";

/** An instruction as a stage runs it. */
export interface Step {
  readonly instruction: Instruction;
  readonly stage: Stage;
  /** Whether an ONBUILD of the stage's base triggered it. */
  readonly isTriggered: boolean;
  /** Where to report: the instruction itself, or the FROM that triggers it. */
  readonly place: Spanned;
}

/**
 * What a stage runs, in order: what ONBUILD of its base stored, then its own instructions. BuildKit runs triggers only in
 * stages that the build's target needs.
 */
export function stepsOf(stage: Stage): readonly Step[] {
  const own = stage.instructions.map((instruction) => ({ instruction, stage, isTriggered: false, place: instruction }));
  const { base } = stage;
  if (base.kind !== "stage" || !hasOnbuild(base.stage) || !stagesOfDefaultBuild(stage.dockerfile).has(stage)) return own;
  const triggered = base.stage.instructions.flatMap((instruction) =>
    instruction.kind === "ONBUILD" && instruction.inner ? [{ instruction: instruction.inner, stage, isTriggered: true, place: stage.from }] : []);
  return [...triggered, ...own];
}

function hasOnbuild(stage: Stage): boolean {
  return stage.instructions.some(({ kind }) => kind === "ONBUILD");
}
