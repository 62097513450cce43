import { countBefore, type Dockerfile } from "../dockerfile/dockerfile.ts";
import { calls, hasFlag, type PlainCommand } from "./commands.ts";
import { type Place, placeOf, plainRuns, type PlainRun, runsWith } from "./runs.ts";

const interactive = new Set(["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"]);

export const pointlessPrograms = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, ({ name }) => interactive.has(name));
export const directoryChanges = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, ({ name }, { isOnbuild }) => name === "cd" && !isOnbuild);
export const sudoCalls = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, ({ name }) => name === "sudo");
export const aptCalls = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, ({ name }) => name === "apt");
export const distUpgrades = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, (command) => calls(command, "zypper", "dist-upgrade", "dup"));
export const shellLinks = (dockerfile: Dockerfile): Place[] => runsWith(dockerfile, (command) => calls(command, "ln", "/bin/sh"));

/** Calls of wget or curl once a stage has called both. Triggers of ONBUILD are counted by themselves, over all stages. */
export function mixedDownloaders(dockerfile: Dockerfile): Place[] {
  const seen = new Map<unknown, Set<string>>();
  return plainRuns(dockerfile).flatMap((run) => {
    const group = run.isOnbuild ? "ONBUILD" : dockerfile.stageOf(run.instruction);
    const known = seen.get(group) ?? new Set<string>();
    seen.set(group, known);
    const called = run.commands.filter(({ name }) => name === "wget" || name === "curl");
    for (const { name } of called) known.add(name);
    return called.length > 0 && known.size > 1 ? [placeOf(run, called[0]!)] : [];
  });
}

/** A RUN right below another one with the same flags, where each has one command at most. */
export function separateRuns(dockerfile: Dockerfile): Place[] {
  const { instructions } = dockerfile.tree;
  const places: Place[] = [];
  let before: PlainRun | undefined;
  for (const run of plainRuns(dockerfile)) {
    const isBelow = before !== undefined && instructions[countBefore(instructions, run.instruction.span.start) - 1] === before.instruction;
    if (isBelow && before !== undefined && isShort(before) && isShort(run) && flagsOf(before) === flagsOf(run)) places.push({ instruction: run.instruction, span: run.run.keywordSpan });
    before = run;
  }
  return places;
}

function isShort({ isOnbuild, commands }: PlainRun): boolean {
  return !isOnbuild && commands.filter(({ name }) => name !== "").length <= 1;
}

function flagsOf({ run }: PlainRun): string {
  return run.flags.map(({ name, value }) => `${name}=${value?.text ?? ""}`).sort().join(" ");
}

const pipefailShells = new Set(["/bin/bash", "/bin/zsh", "/bin/ash", "bash", "zsh", "ash"]);

/** Pipes below no SHELL of the same stage that sets pipefail. What the script sets itself does not count. */
export function uncheckedPipes(dockerfile: Dockerfile): Place[] {
  return plainRuns(dockerfile).flatMap((run) => {
    if (!run.hasPipe || run.isOnbuild) return [];
    const stage = dockerfile.stageOf(run.instruction);
    const shell = stage?.instructions.findLast((each) => each.kind === "SHELL" && each.span.start < run.run.span.start);
    const words = shell?.kind === "SHELL" ? (shell.command?.exec?.items ?? []).map(({ value }) => value) : [];
    return isSafeShell(words) ? [] : [{ instruction: run.instruction, span: run.commands[0]?.span ?? run.run.headSpan }];
  });
}

function isSafeShell([name = "", ...rest]: readonly string[]): boolean {
  if (/^(?:pwsh|powershell|cmd)/.test(name)) return true;
  const command: PlainCommand = { name, arguments: rest, assignments: [], span: { start: 0, end: 0 } };
  return pipefailShells.has(name) && hasFlag(command, "o") && rest.includes("pipefail");
}
