import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { CommandUse } from "../../syntax/shell/walk.ts";
import { statesBefore } from "./environments.ts";

/** `path` is undefined where it is not known; `stack` is that of `pushd`. */
interface Directory {
  readonly path: string | undefined;
  readonly previous: string | undefined;
  readonly stack: readonly (string | undefined)[];
}

/** A change of directory. */
export interface DirectoryChange {
  readonly use: CommandUse;
  /** The directory's word; undefined for a bare `cd`. */
  readonly target: ShellWord | undefined;
  /** The directory as far as it is known, absolute when it or the one before is. */
  readonly path: string | undefined;
}

/**
 * Gives the working directory before each command, absolute and normalized; undefined where it is not known. `initial` is
 * that of the instruction.
 */
export function directoriesBefore(uses: readonly CommandUse[], initial: string | undefined): (use: CommandUse) => string | undefined {
  const stateBefore = directoryStates(uses, initial);
  return (use) => stateBefore(use).path;
}

const changing = new Set(["cd", "pushd", "popd"]);

function directoryStates(uses: readonly CommandUse[], initial: string | undefined): (use: CommandUse) => Directory {
  return statesBefore<Directory>(uses, { path: initial, previous: undefined, stack: [] }, changing, changeDirectory);
}

/** Every `cd` and `pushd`, in order. */
export function directoryChanges(uses: readonly CommandUse[], initial: string | undefined): DirectoryChange[] {
  const changes = uses.filter((use) => isChange(use));
  if (changes.length === 0) return [];
  const stateBefore = directoryStates(uses, initial);
  return changes.map((use) => ({ use, target: targetOf(use), path: changeDirectory(stateBefore(use), use).path }));
}

function isChange(use: CommandUse): boolean {
  const name = use.command.name?.value;
  return name === "cd" || name === "pushd";
}

function targetOf(use: CommandUse): ShellWord | undefined {
  return use.command.arguments.find((word) => !/^-[LPe@]+$|^--$/.test(word.unquoted));
}

function changeDirectory(state: Directory, use: CommandUse): Directory {
  const name = use.command.name?.value;
  if (name === "popd") return { path: state.stack.at(-1), previous: state.path, stack: state.stack.slice(0, -1) };
  if (name !== "cd" && name !== "pushd") return state;
  const target = targetOf(use);
  const stack = name === "pushd" ? [...state.stack, state.path] : state.stack;
  if (target?.unquoted === "-") return { path: state.previous, previous: state.path, stack };
  return { path: target?.value === undefined ? undefined : resolvePath(state.path, target.value), previous: state.path, stack };
}

/** A path without `.`, `..` and doubled slashes, as seen from a directory; undefined where that is needed and not known. */
export function resolvePath(directory: string | undefined, path: string): string | undefined {
  if (path.startsWith("~")) return undefined;
  if (!path.startsWith("/") && directory === undefined) return undefined;
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${directory}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
