import { memoize } from "../../../base/memoize.ts";
import type { Instruction, PairsInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import type { Stage } from "../dockerfile.ts";
import { frontendOf } from "../images/frontend.ts";
import { isOlder } from "../images/frontend-features.ts";
import { isWindowsStage } from "../scripts/shell.ts";
import { stagesOn } from "../variables/mentions.ts";

/** More steps than anybody would want to have changed at once. */
const mostSteps = 5;

/**
 * The steps that would need a secret mount if a build argument became a secret; undefined where that cannot be done by mounts alone:
 * it has a default, something else than a step uses it, no step names it, or the frontend has no mounts that set a variable.
 */
export function stepsForSecret(stage: Stage, arg: PairsInstruction): readonly RunInstruction[] | undefined {
  const [pair, ...others] = arg.pairs;
  if (arg.kind !== "ARG" || pair === undefined || pair.value !== undefined || others.length > 0 || !hasSecretVariables(stage)) return undefined;
  const name = pair.key.text;
  if (stagesOn(stage).length > 0 || stage.dockerfile.metaArgs.some((global) => global.name === name)) return undefined;
  const uses = (instructionsByName(stage).get(name) ?? []).filter(({ span }) => span.start > arg.span.start);
  const steps = uses.filter((instruction) => instruction.kind === "RUN" && instruction.flags.length === 0) as RunInstruction[];
  return steps.length === uses.length && steps.length > 0 && steps.length <= mostSteps ? steps : undefined;
}

/** The instructions of a stage by the names in their texts, whatever these are there. */
const instructionsByName = memoize((stage: Stage): ReadonlyMap<string, readonly Instruction[]> => {
  const found = new Map<string, Instruction[]>();
  for (const instruction of stage.instructions) {
    for (const name of new Set(stage.dockerfile.written(instruction).match(/[A-Za-z_]\w*/g))) {
      const list = found.get(name);
      if (list) list.push(instruction);
      else found.set(name, [instruction]);
    }
  }
  return found;
});

/** The `env` of a secret mount came with version 1.10 of the frontend. */
function hasSecretVariables(stage: Stage): boolean {
  const frontend = frontendOf(stage.dockerfile);
  return !isWindowsStage(stage) && (frontend === undefined || (frontend.isDocker && !isOlder(frontend.version, [1, 10])));
}
