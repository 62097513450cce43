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
  return new LazyFacts(script, undefined, surroundings);
}

/** The facts of an exec form: its words are given. */
export function argvFacts(words: readonly ShellWord[], surroundings: ShellSurroundings = {}): ShellFacts {
  return new LazyFacts(undefined, words, surroundings);
}

/** A class, because getters in an object literal would give each script a hidden class of its own. */
class LazyFacts implements ShellFacts {
  readonly script: ShellScript | undefined;
  readonly #words: readonly ShellWord[] | undefined;
  readonly #surroundings: ShellSurroundings;
  #commands: readonly CommandUse[] | undefined;
  #invocations: readonly Invocation[] | undefined;
  #packageCommands: readonly PackageCommand[] | undefined;
  #removals: readonly Removal[] | undefined;
  #downloads: readonly Download[] | undefined;
  #extractions: readonly Extraction[] | undefined;
  #permissionChanges: readonly PermissionChange[] | undefined;
  #accountCreations: readonly AccountCreation[] | undefined;
  #backgroundJobs: readonly BackgroundJob[] | undefined;
  #directoryChanges: readonly DirectoryChange[] | undefined;
  #options: ((use: CommandUse) => SetOptions) | undefined;
  #directories: ((use: CommandUse) => string | undefined) | undefined;

  constructor(script: ShellScript | undefined, words: readonly ShellWord[] | undefined, surroundings: ShellSurroundings) {
    this.script = script;
    this.#words = words;
    this.#surroundings = surroundings;
  }

  get commands(): readonly CommandUse[] {
    return (this.#commands ??= this.script ? commandsOf(this.script) : []);
  }

  get invocations(): readonly Invocation[] {
    return (this.#invocations ??= this.#words ? invocationsOfArgv(this.#words) : invocationsOf(this.commands));
  }

  get packageCommands(): readonly PackageCommand[] {
    return (this.#packageCommands ??= packageCommandsOf(this.invocations));
  }

  get removals(): readonly Removal[] {
    return (this.#removals ??= removalsOf({ invocations: this.invocations, packageCommands: this.packageCommands, directoryBefore: this.#directoriesBefore() }));
  }

  get downloads(): readonly Download[] {
    return (this.#downloads ??= downloadsOf(this.invocations));
  }

  get extractions(): readonly Extraction[] {
    return (this.#extractions ??= extractionsOf(this.invocations));
  }

  get permissionChanges(): readonly PermissionChange[] {
    return (this.#permissionChanges ??= permissionChangesOf(this.invocations));
  }

  get accountCreations(): readonly AccountCreation[] {
    return (this.#accountCreations ??= accountCreationsOf(this.invocations));
  }

  get backgroundJobs(): readonly BackgroundJob[] {
    return (this.#backgroundJobs ??= backgroundJobsOf(this.commands));
  }

  get directoryChanges(): readonly DirectoryChange[] {
    return (this.#directoryChanges ??= directoryChanges(this.commands, this.#surroundings.directory));
  }

  optionsBefore(use: CommandUse): SetOptions {
    const { shell } = this.#surroundings;
    this.#options ??= setOptionsBefore(this.commands, shell === undefined ? undefined : shellArgvOptions(shell));
    return this.#options(use);
  }

  directoryBefore(use: CommandUse): string | undefined {
    return this.#directoriesBefore()(use);
  }

  #directoriesBefore(): (use: CommandUse) => string | undefined {
    return (this.#directories ??= directoriesBefore(allUses(this.commands, this.invocations), this.#surroundings.directory));
  }
}

/** The commands of the script, and those of the scripts of `sh -c` in it. */
function allUses(commands: readonly CommandUse[], invocations: readonly Invocation[]): readonly CommandUse[] {
  const nested = invocations.flatMap((invocation) => (invocation.outer !== undefined && invocation.use !== undefined ? [invocation.use] : []));
  return nested.length === 0 ? commands : [...commands, ...nested];
}
