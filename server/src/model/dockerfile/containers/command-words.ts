import type { Dockerfile } from "../dockerfile.ts";
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
