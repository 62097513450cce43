import type { PackageCommand } from "../../shell/packages.ts";
import { cacheOptionOf, isCacheOutside } from "./package-caches.ts";
import type { RunStep } from "../scripts/run-steps.ts";

/** How one manager's downloads get into a layer and out of it again. */
export interface CacheHabit {
  readonly managers: readonly string[];
  /** The calls that leave downloads behind. */
  readonly subcommands: readonly string[];
  /** Removing one of these folders, or all in it, is a clean-up as well. */
  readonly folders: readonly string[];
}

/** The first call of a step whose downloads are still in the layer when the step ends. */
export function leftCache(step: RunStep, habit: CacheHabit): PackageCommand | undefined {
  const command = step.packageCommands.find((each) => habit.managers.includes(each.manager) && habit.subcommands.includes(each.subcommand) && each.action !== "other");
  if (command === undefined || isCacheOutside(step, command)) return undefined;
  // `dnf … && yum clean all` cleans as well, since the two share their folders: that is among the removals below.
  if (step.packageCommands.some((other) => other.action === "clean" && other.manager === command.manager)) return undefined;
  const folders = [...habit.folders, cacheOptionOf(command)?.value ?? habit.folders[0]!];
  const isRemoved = step.script.facts.removals.some(({ paths }) =>
    paths.some(({ path, extent }) => folders.some((folder) => isSame(path, folder) || (extent !== "some" && isParent(path, folder)) || (extent === "some" && isGlobOf(path, folder)))),
  );
  return isRemoved ? undefined : command;
}

function isSame(path: string, folder: string): boolean {
  return homeless(path) === homeless(folder);
}

function isParent(path: string, folder: string): boolean {
  return homeless(folder).startsWith(`${homeless(path).replace(/\/$/, "")}/`);
}

/** `rm -rf /var/cache/libdnf5*` names the folder by its beginning. */
function isGlobOf(path: string, folder: string): boolean {
  return folder.startsWith("/var/cache/") && path === "/var/cache";
}

function homeless(path: string): string {
  return path.replace(/^(?:\/root|\/home\/[^/]+|\$HOME|\$\{HOME\})(?=\/)/, "~");
}

/** Whether a removal behind the command empties a folder in the same step. */
export function isRemovedLater(step: RunStep, command: PackageCommand, folder: string): boolean {
  return step.script.facts.removals.some(({ span, paths }) =>
    span.start > command.span.start && paths.some(({ path, extent }) => extent !== "some" && (isSame(path, folder) || isParent(path, folder))),
  );
}
