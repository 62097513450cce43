import type { ShellScript, ShellWord } from "../../syntax/shell/tree.ts";
import { commandsOf, type CommandUse } from "../../syntax/shell/walk.ts";
import { type Extraction, extractionsOf } from "./archives.ts";
import { removalsOf, type Removal } from "./cleanup.ts";
import { type Download, downloadsOf } from "./downloads.ts";
import { type Invocation, invocationsOf, invocationsOfArgv } from "./invocations.ts";
import { type BackgroundJob, backgroundJobsOf } from "./jobs.ts";
import { type PackageCommand, packageCommandsOf } from "./packages.ts";
import { type PermissionChange, permissionChangesOf } from "./permissions.ts";
import { type SetOptions, setOptionsBefore, shellArgvOptions } from "./set-options.ts";
import { type AccountCreation, accountCreationsOf } from "./users.ts";
import { type DirectoryChange, directoriesBefore, directoryChanges } from "./working-directory.ts";

/** What is known of a script, or of an exec form. Everything is computed when first asked for. */
export interface ShellFacts {
  /** Undefined for an exec form. */
  readonly script: ShellScript | undefined;
  readonly commands: readonly CommandUse[];
  readonly invocations: readonly Invocation[];
  readonly packageCommands: readonly PackageCommand[];
  readonly removals: readonly Removal[];
  readonly downloads: readonly Download[];
  readonly extractions: readonly Extraction[];
  readonly permissionChanges: readonly PermissionChange[];
  readonly accountCreations: readonly AccountCreation[];
  readonly backgroundJobs: readonly BackgroundJob[];
  /** `cd` and `pushd`. */
  readonly directoryChanges: readonly DirectoryChange[];
  /** The options in force before a command. */
  optionsBefore(use: CommandUse): SetOptions;
  /** The working directory before a command, where it is known. */
  directoryBefore(use: CommandUse): string | undefined;
}

export interface ShellSurroundings {
  /** The words of the SHELL in force. */
  readonly shell?: readonly string[];
  /** The working directory of the instruction, absolute, where it is known. */
  readonly directory?: string | undefined;
}

export function shellFacts(script: ShellScript, surroundings: ShellSurroundings = {}): ShellFacts {
  const commands = once(() => commandsOf(script));
  return factsOf(script, commands, once(() => invocationsOf(commands())), surroundings);
}

/** The facts of an exec form: its words are given. */
export function argvFacts(words: readonly ShellWord[], surroundings: ShellSurroundings = {}): ShellFacts {
  return factsOf(undefined, () => [], once(() => invocationsOfArgv(words)), surroundings);
}

function factsOf(
  script: ShellScript | undefined,
  commands: () => readonly CommandUse[],
  invocations: () => readonly Invocation[],
  { shell, directory }: ShellSurroundings,
): ShellFacts {
  const packageCommands = once(() => packageCommandsOf(invocations()));
  const directories = once(() => directoriesBefore(allUses(commands(), invocations()), directory));
  const removals = once(() => removalsOf({ invocations: invocations(), packageCommands: packageCommands(), directoryBefore: directories() }));
  const downloads = once(() => downloadsOf(invocations()));
  const extractions = once(() => extractionsOf(invocations()));
  const permissionChanges = once(() => permissionChangesOf(invocations()));
  const accountCreations = once(() => accountCreationsOf(invocations()));
  const backgroundJobs = once(() => backgroundJobsOf(commands()));
  const changes = once(() => directoryChanges(commands(), directory));
  const setOptions = once(() => setOptionsBefore(commands(), shell === undefined ? undefined : shellArgvOptions(shell)));
  return {
    script,
    get commands() { return commands(); },
    get invocations() { return invocations(); },
    get packageCommands() { return packageCommands(); },
    get removals() { return removals(); },
    get downloads() { return downloads(); },
    get extractions() { return extractions(); },
    get permissionChanges() { return permissionChanges(); },
    get accountCreations() { return accountCreations(); },
    get backgroundJobs() { return backgroundJobs(); },
    get directoryChanges() { return changes(); },
    optionsBefore: (use) => setOptions()(use),
    directoryBefore: (use) => directories()(use),
  };
}

/** The commands of the script, and those of the scripts of `sh -c` in it. */
function allUses(commands: readonly CommandUse[], invocations: readonly Invocation[]): readonly CommandUse[] {
  const nested = invocations.flatMap((invocation) => (invocation.outer !== undefined && invocation.use !== undefined ? [invocation.use] : []));
  return nested.length === 0 ? commands : [...commands, ...nested];
}

function once<Value>(compute: () => Value): () => Value {
  let value: Value;
  let isComputed = false;
  return () => {
    if (!isComputed) {
      value = compute();
      isComputed = true;
    }
    return value;
  };
}
