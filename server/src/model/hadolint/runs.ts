import { memoize } from "../../base/memoize.ts";
import type { Span } from "../../base/span.ts";
import type { Instruction, RunInstruction } from "../../syntax/dockerfile/tree.ts";
import { parseDecodedShell } from "../../syntax/shell/parse.ts";
import type { ShellScript } from "../../syntax/shell/tree.ts";
import type { Dockerfile } from "../dockerfile/dockerfile.ts";
import { mountsOf } from "../dockerfile/files/mounts.ts";
import { commandsOf } from "../../syntax/shell/walk.ts";
import { shellInputOf } from "../shell/shell-input.ts";
import { type PlainCommand, plainCommandsOf } from "./commands.ts";

/** A RUN as hadolint reads it: by the rules of bash, whatever SHELL says and in the exec form as well. */
export interface PlainRun {
  /** The RUN, or the ONBUILD around it. */
  readonly instruction: Instruction;
  readonly run: RunInstruction;
  readonly isOnbuild: boolean;
  readonly commands: readonly PlainCommand[];
  readonly hasPipe: boolean;
}

/** A place that hadolint reports: the instruction, and what in it is meant. */
export interface Place {
  readonly instruction: Instruction;
  readonly span: Span;
}

const bash: readonly string[] = ["/bin/bash", "-c"];

export const plainRuns: (dockerfile: Dockerfile) => readonly PlainRun[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.tree.instructions.flatMap((instruction): PlainRun[] => {
    const run = instruction.kind === "ONBUILD" ? instruction.inner : instruction;
    if (run?.kind !== "RUN") return [];
    const script = scriptIn(dockerfile, run);
    const isRead = script !== undefined && !script.faults.some(({ message }) => /unterminated|unclosed|never closed/i.test(message));
    const commands = isRead ? plainCommandsOf(script) : [];
    return [{ instruction, run, isOnbuild: run !== instruction, commands, hasPipe: isRead && isPiped(script) }];
  }));

/** The body of a heredoc that leads the command; a script that has heredocs elsewhere is not understood. */
function scriptIn({ text, tree }: Dockerfile, run: RunInstruction): ShellScript | undefined {
  const { command, heredocs } = run;
  if (command?.exec) return parseDecodedShell(command.exec.items.map(({ value }) => value).join(" "), command.span);
  const first = heredocs[0];
  if (!first) return shellInputOf(text, run, tree.escape, bash)?.script;
  return command?.span.start === first.span.start ? parseDecodedShell(text.slice(first.body.start, first.body.end), first.body) : undefined;
}

function isPiped(script: ShellScript): boolean {
  return commandsOf(script).some(({ pipeline }) => pipeline.operators.length > 0)
    || script.statements.some(({ list }) => list.pipelines.some(({ operators }) => operators.length > 0));
}

/** The first command of each RUN of which something holds. */
export function runsWith(dockerfile: Dockerfile, holds: (command: PlainCommand, run: PlainRun) => boolean): Place[] {
  return plainRuns(dockerfile).flatMap((run) => {
    const command = run.commands.find((each) => holds(each, run));
    return command ? [placeOf(run, command)] : [];
  });
}

export function placeOf({ instruction }: PlainRun, { span }: PlainCommand): Place {
  return { instruction, span };
}

/** Whether a cache or tmpfs mount stands at a folder of which this holds. */
export function hasCacheMount(dockerfile: Dockerfile, { run }: PlainRun, isPlace: (target: string) => boolean): boolean {
  return mountsOf(dockerfile, run).some(({ type, options }) =>
    (type === "cache" || type === "tmpfs") && options.some(({ key, value }) => /^(?:target|dst|destination)$/.test(key) && value !== undefined && isPlace(value)));
}
