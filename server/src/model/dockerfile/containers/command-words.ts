import { type Dockerfile, type Stage, startCommandOf } from "../dockerfile.ts";
import { type ScriptInstruction, scriptOf } from "../scripts/scripts.ts";

/**
 * The words of the program that keeps running when an instruction's command runs: the array of the exec form, or the last
 * program of the shell form (`migrate && exec gunicorn …`). Expansions stay as written; empty when there is none.
 */
export function commandWords(dockerfile: Dockerfile, instruction: ScriptInstruction): string[] {
  if (instruction.command?.exec) return instruction.command.exec.items.map((item) => item.value);
  const { invocations } = scriptOf(dockerfile, instruction);
  return invocations[invocations.length - 1]?.words.map((word) => word.unquoted) ?? [];
}

/** Those of what a stage's containers start: the words of ENTRYPOINT, then of CMD. */
export function startWords(stage: Stage): string[] {
  const { entrypoint, cmd } = startCommandOf(stage);
  return [entrypoint, cmd].flatMap((instruction) => (instruction ? commandWords(stage.dockerfile, instruction) : []));
}
