import { runsTests } from "../containers/runtime-programs.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { commandVariable } from "./package-caches.ts";
import type { RunStep } from "../scripts/run-steps.ts";

/** The option that an install by Poetry or Pipenv lacks to leave development groups out. */
export function pythonProductionOption(step: RunStep, { manager, subcommand, options }: PackageCommand): string | undefined {
  if (manager === "poetry" && /^(?:install|sync)$/.test(subcommand)) {
    const isChosen = findOption(options, "--only", "--without", "--with", "--no-dev", "--only-root", "--dry-run") !== undefined;
    return isChosen || runsTests(step.stage) ? undefined : "--only main";
  }
  return undefined;
}

/** The option that an install by Composer lacks to leave development packages out. */
export function composerProductionOption(step: RunStep, command: PackageCommand): string | undefined {
  if (command.manager !== "composer" || !/^(?:install|i)$/.test(command.subcommand)) return undefined;
  if (findOption(command.options, "--no-dev", "--dev", "--dry-run", "--download-only") !== undefined) return undefined;
  return commandVariable(step, command, "COMPOSER_NO_DEV") === "1" || runsTests(step.stage) ? undefined : "--no-dev";
}
