import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { cacheFoldersOf, isCacheOutside } from "./package-caches.ts";
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
  // A program made for cleaning up, whatever it removes.
  if (step.script.invocations.some(({ name, span }) => span.start > command.span.start && /clean/i.test(name))) return undefined;
  if (removesAskedFolder(step, command)) return undefined;
  // What is installed below another root has its cache there as well.
  const root = findOption(command.options, "--installroot")?.value?.replace(/\/+$/, "");
  const below = root === undefined ? [] : habit.folders.map((folder) => root + folder);
  const folders = [...habit.folders, ...below, ...cacheFoldersOf(step, command)];
  const isRemoved = step.script.facts.removals.some(({ paths }) =>
    paths.some(({ path, extent }) => folders.some((folder) => isSame(path, folder) || (extent !== "some" && isParent(path, folder)) || (extent === "some" && isGlobOf(path, folder)))),
  );
  return isRemoved ? undefined : command;
}

/** Whether the manager is asked where its cache is, for `rm -rf "$(yarn cache dir)"`. */
export function removesAskedFolder({ script }: RunStep, { data }: PackageCommand): boolean {
  return script.invocations.some(({ name, use, arguments: words }) =>
    data.programs.includes(name) && use?.scope.kind === "substitution" && /^(?:cache dir|config get cache|store path)/.test(words.map(({ unquoted }) => unquoted).join(" ")));
}

function isSame(path: string, folder: string): boolean {
  return homeless(path) === homeless(folder) || (/^\$\{?\w+\}?\//.test(path) && folder.endsWith(path.replace(/^\$\{?\w+\}?/, "")));
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
