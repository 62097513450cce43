import { memoize } from "../../../base/memoize.ts";
import type { CommandInstruction, RunInstruction } from "../../../syntax/dockerfile/tree.ts";
import { countBefore, type Dockerfile, ownOfKind, type Stage, stageChain } from "../dockerfile.ts";
import { shellArgvAt, shellKindAt } from "./shell.ts";

/** A RUN that PowerShell executes. */
export interface PowershellRun {
  readonly stage: Stage;
  readonly run: RunInstruction;
  /** The command as written; for a wrapped one with the program in front. */
  readonly text: string;
  /** Called as a program of another shell, instead of through SHELL. */
  readonly isWrapped: boolean;
  /** PowerShell 6 or later (`pwsh`), not the one that is part of Windows. */
  readonly isCore: boolean;
  /** The SHELL in force, in this stage or below it. */
  readonly shell: CommandInstruction | undefined;
}

/** All of them in order. */
export const powershellRuns: (dockerfile: Dockerfile) => readonly PowershellRun[] = memoize((dockerfile: Dockerfile) =>
  dockerfile.all("RUN").flatMap((run): PowershellRun[] => {
    const stage = dockerfile.stageOf(run);
    if (!stage || !run.command) return [];
    const text = dockerfile.text.slice(run.command.span.start, Math.max(run.command.span.end, run.span.end));
    const isPowershell = run.command.form === "shell" && shellKindAt(stage, run) === "powershell";
    const isWrapped = !isPowershell && /^@?(?:\[\s*")?(?:\S*[\\/])?(?:powershell|pwsh)(?:\.exe)?(?=["\s])/i.test(text);
    const isCore = isPowershell ? /pwsh/i.test(shellArgvAt(stage, run)[0] ?? "") : /^\S*pwsh/i.test(text);
    return isPowershell || isWrapped ? [{ stage, run, text, isWrapped, isCore, shell: isPowershell ? shellBefore(stage, run) : undefined }] : [];
  }));

function shellBefore(stage: Stage, run: RunInstruction): CommandInstruction | undefined {
  for (const link of stageChain(stage)) {
    const shells = ownOfKind(link, "SHELL");
    const shell = shells[(link === stage ? countBefore(shells, run.span.start) : shells.length) - 1];
    if (shell) return shell;
  }
  return undefined;
}

/** Whether a preference such as `$ErrorActionPreference` is set, by the command itself or its SHELL. */
export function setsPreference({ text, shell, run }: PowershellRun, name: string, source: string): boolean {
  const pattern = new RegExp(`\\$(?:global:)?${name}`, "i");
  return pattern.test(text) || pattern.test(source.slice(run.span.start, run.span.end)) || (shell?.command?.exec?.items.some(({ value }) => pattern.test(value)) ?? false);
}

/** Whether a RUN has several commands and does not look at errors itself: one command's failure is the step's, of several only the last one counts. */
export function goesOnAfterErrors({ text }: PowershellRun, { tree }: Dockerfile): boolean {
  const joined = text.replace(/\n(?:[ \t]*(?:#[^\n]*)?\r?\n)+/g, "\n").split(`${tree.escape}\n`).join(" ").split(`${tree.escape}\r\n`).join(" ");
  const script = joined.replace(/"[^"]*"|'[^']*'|@\{[^}]*\}/g, "").trim().replace(/;$/, "");
  return /;|\n/.test(script) && !/\$LASTEXITCODE|\$\?|\bthrow\b|\btry\b|-ErrorAction\b|-EA\b|\bexit\b/i.test(script);
}
