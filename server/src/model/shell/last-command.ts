import { parseShell } from "../../syntax/shell/parse.ts";
import type { ShellCommand } from "../../syntax/shell/tree.ts";
import { commandsOf } from "../../syntax/shell/walk.ts";

/**
 * The simple command at the end of a shell script that the shell waits for, although nothing is left for it to do. Undefined when
 * the text is no shell script, when something in it replaces or watches the shell (`exec`, `trap`, `wait`, jobs), or when it ends otherwise.
 */
export function lastCommandWithoutExec(text: string): ShellCommand | undefined {
  if (!/^#!\s*\/\S*(?:\/|env\s+)(?:sh|bash|ash|dash)\b/.test(text)) return undefined;
  const script = parseShell(text);
  const watches = commandsOf(script).some(({ command, isBackground }) => isBackground || /^(?:exec|trap|wait|\.|source)$/.test(command.name?.unquoted ?? ""));
  if (watches || script.faults.length > 0) return undefined;
  const pipelines = script.statements.at(-1)?.list.pipelines;
  const [command, ...piped] = pipelines?.at(-1)?.commands ?? [];
  return pipelines?.length === 1 && piped.length === 0 && command?.kind === "command" && command.name ? command : undefined;
}
