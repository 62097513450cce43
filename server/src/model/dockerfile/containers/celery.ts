import type { Invocation } from "../../shell/invocations.ts";
import type { Stage } from "../dockerfile.ts";
import { scriptOf } from "../scripts/scripts.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";

/** A call of Celery in the command that containers of a stage run. */
export interface CeleryCommand {
  readonly instruction: CommandInstruction;
  /** The word `celery`. */
  readonly program: ShellWord;
  readonly arguments: readonly ShellWord[];
  readonly isWorker: boolean;
  /** The option or subcommand that runs beat. */
  readonly beat: ShellWord | undefined;
  /** Whether it says where the schedule is kept. */
  readonly hasScheduler: boolean;
}

/** The Celery commands in the CMD and ENTRYPOINT that a stage itself has. */
export function celeryCommands(stage: Stage): CeleryCommand[] {
  return stage.instructions.flatMap((instruction) => {
    if (instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT") return [];
    return scriptOf(stage.dockerfile, instruction).invocations.flatMap((invocation) => {
      const words = celeryWords(invocation);
      return words ? [readCommand(instruction, words)] : [];
    });
  });
}

/** `celery …` itself, or behind `python -m`, `poetry run` and their like. */
function celeryWords(invocation: Invocation): readonly ShellWord[] | undefined {
  if (invocation.name === "celery") return invocation.words;
  if (!/^(?:python[\d.]*|poetry|pipenv|pdm|uv|hatch|newrelic-admin|ddtrace-run|opentelemetry-instrument)$/.test(invocation.name)) {
    // An entrypoint script that becomes its arguments: `["/entrypoint.sh", "celery", …]`.
    return undefined;
  }
  const index = invocation.words.findIndex((word) => word.unquoted === "celery");
  return index > 0 ? invocation.words.slice(index) : undefined;
}

function readCommand(instruction: CommandInstruction, words: readonly ShellWord[]): CeleryCommand {
  const rest = words.slice(1);
  const isWorker = rest.some((word) => word.unquoted === "worker");
  const beat = rest.find((word) => word.unquoted === "beat" || word.unquoted === "--beat" || (isWorker && /^-[A-Z]*B[A-Z]*$/.test(word.unquoted)));
  const hasScheduler = rest.some((word) => /^(?:-S|-s|--scheduler|--schedule)(?:=|$)|^-s\S/.test(word.unquoted));
  return { instruction, program: words[0]!, arguments: rest, isWorker, beat, hasScheduler };
}
