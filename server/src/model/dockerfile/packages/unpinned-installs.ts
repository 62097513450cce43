import type { PackageArgument } from "../../shell/package-arguments.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { Dockerfile } from "../dockerfile.ts";
import { commandVariable } from "./package-caches.ts";
import { packageSteps, type RunStep } from "../scripts/run-steps.ts";

/** A call that installs packages by name and leaves the version of some to the day of the build. */
export interface UnpinnedInstall {
  readonly step: RunStep;
  readonly command: PackageCommand;
  /** Those without a version, at least one. */
  readonly packages: readonly PackageArgument[];
}

/** The installs by some managers, and by these subcommands of theirs, that name packages without a version. */
export function unpinnedInstalls(dockerfile: Dockerfile, managers: readonly string[], subcommands: readonly string[]): UnpinnedInstall[] {
  return packageSteps(dockerfile).flatMap((step) =>
    step.packageCommands.flatMap((command) => {
      if (!managers.includes(command.manager) || !subcommands.includes(command.subcommand) || isPinnedElsewhere(step, command)) return [];
      const unpinned = packagesOf(command).filter((each) => !isPinned(each, command));
      // Beside packages without a version there is no need to guess what a variable holds.
      const named = unpinned.filter(({ kind }) => kind !== "dynamic");
      const packages = named.length > 0 ? named : unpinned;
      return packages.length === 0 ? [] : [{ step, command, packages }];
    }),
  );
}

/** `"curl"`, or `"curl", "git" and 3 more` for the message. */
export function namesOf(packages: readonly Pick<PackageArgument, "name">[]): string {
  const shown = packages.slice(0, packages.length === 3 ? 3 : 2).map(({ name }) => `"${name}"`);
  const rest = packages.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)!}`;
}

/** Files of requirements and constraints name the versions, and so does what is in a folder of wheels. */
function isPinnedElsewhere(step: RunStep, command: PackageCommand): boolean {
  if (command.manager !== "pip") return false;
  return findOption(command.options, "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "--no-index") !== undefined
    || ["PIP_CONSTRAINT", "PIP_NO_INDEX"].some((name) => commandVariable(step, command, name) !== undefined);
}

function packagesOf(command: PackageCommand): readonly PackageArgument[] {
  const { manager, packages, invocation } = command;
  if (manager === "composer") return packages.filter((each, index) => !isVersionWord(each) && !(packages[index + 1] && isVersionWord(packages[index + 1]!)));
  if (manager !== "gem") return packages;
  // What stands behind `--` is for the compiler of native extensions.
  const end = invocation.words.find((word) => word.unquoted === "--")?.span.start ?? Number.POSITIVE_INFINITY;
  return packages.filter(({ span }) => span.start < end);
}

/** Composer takes the version as a word of its own as well: `composer require monolog/monolog "^3.0"`. */
function isVersionWord({ word }: PackageArgument): boolean {
  return /^(?:[\^~v<>=!*\d@]|dev-)/.test(word.unquoted) && !word.unquoted.includes("/");
}

function isPinned(each: PackageArgument, command: PackageCommand): boolean {
  const { kind, name, version, operator } = each;
  if (kind === "path") return true;
  switch (command.data.syntax) {
    case "apk":
      return version !== undefined && operator !== "@";
    case "rpm":
      if (command.subcommand === "module install") return name.includes(":");
      return kind === "url" || version !== undefined;
    case "pip":
      return kind === "url" ? version !== undefined || !/^(?:git|hg|svn|bzr)\+/.test(name) : version !== undefined;
    case "npm":
      if (kind === "dynamic") return true;
      return kind === "url" ? version !== undefined || /^https?:.*(?:\.t(?:ar\.)?gz$|\/tarball\/)/.test(name) : version !== undefined;
    default:
      return version !== undefined;
  }
}
