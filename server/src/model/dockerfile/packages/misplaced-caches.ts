import { packageManagers } from "../../../data/package-managers.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { Mount } from "../files/mounts.ts";
import { rootBase } from "../dockerfile.ts";
import { isOfficialImage, shortRepository } from "../images/image-reference.ts";
import { cacheFoldersOf, commandVariable, isMountedAt } from "./package-caches.ts";
import { packageSteps, type RunStep } from "../scripts/run-steps.ts";
import { isRootUser, userAt } from "../users/users.ts";

export interface MisplacedCache {
  readonly mount: Mount;
  readonly command: PackageCommand;
  /** Where the command keeps its downloads, when that is one known folder. */
  readonly folder: string | undefined;
}

/** Programs that use no cache of a package manager. */
const plain = new Set("rm mkdir cp mv ln echo printf cat set cd test [ true : chmod chown export sed touch ls sleep useradd groupadd adduser addgroup tee find env install pwd which command".split(" "));

/** Mounts of another manager's cache in steps that call nothing which could use it, and those at a home folder that is not used. */
export function misplacedCaches(step: RunStep): MisplacedCache[] {
  return step.mounts.some(({ type }) => type === "cache") ? [...homeCaches(step), ...foreignCaches(step)] : [];
}

/** Images that keep caches away from the home folder, by a variable. */
const movedHomes = [
  { image: "rust", manager: "cargo", variables: ["CARGO_HOME"], home: /^\/(?:root|home\/[^/]+)\/\.cargo(?=\/|$)/, moved: "/usr/local/cargo" },
  { image: "golang", manager: "go", variables: ["GOPATH", "GOMODCACHE"], home: /^\/(?:root|home\/[^/]+)\/go(?=\/pkg)/, moved: "/go" },
] as const;

/** Mounts in the home folder where the official image of a language has its cache elsewhere. */
function homeCaches(step: RunStep): MisplacedCache[] {
  const base = rootBase(step.stage);
  const moved = base.kind === "image" && isOfficialImage(base.ref) ? movedHomes.find(({ image }) => image === shortRepository(base.ref)) : undefined;
  const command = step.packageCommands.find(({ manager }) => manager === moved?.manager);
  if (!moved || !command || moved.variables.some((name) => commandVariable(step, command, name) !== undefined)) return [];
  return step.mounts.filter(({ type, target }) => type === "cache" && moved.home.test(target ?? "")).map((mount) => ({ mount, command, folder: mount.target!.replace(moved.home, moved.moved) }));
}

function foreignCaches(step: RunStep): MisplacedCache[] {
  const installs = step.packageCommands.filter(({ action }) => action === "install");
  const command = installs[0];
  if (command === undefined || installs.some(({ manager }) => manager !== command.manager)) return [];
  const calls = new Set(step.packageCommands.filter(({ manager }) => manager === command.manager).map(({ invocation }) => invocation));
  if (!step.script.invocations.every((invocation) => calls.has(invocation) || plain.has(invocation.name))) return [];
  // `npm run build` may start anything.
  if (step.packageCommands.some(({ action }) => action === "other")) return [];
  const mounts = step.mounts.filter(({ type }) => type === "cache");
  const folders = cacheFoldersOf(step, command);
  if (mounts.some(({ target }) => target === undefined) || mounts.some((mount) => folders.some((folder) => isMountedAt(mount, folder)))) return [];
  const user = userAt(step.stage, step.run) ?? "root";
  // Yarn's releases and users differ too much to name one.
  const folder = command.manager === "yarn" ? undefined : folders[0];
  const absolute = folder?.startsWith("~") ? (isRootUser(user) ? `/root${folder.slice(1)}` : undefined) : folder;
  // Mounts that are repeated in each step are no leftover of a manager that was given up.
  const managers = new Set(packageSteps(step.dockerfile).filter((other) => other.run !== step.run).flatMap(({ packageCommands }) => packageCommands.map(({ manager }) => manager)));
  return mounts.filter((mount) => isOtherCache(mount, command, managers)).map((mount) => ({ mount, command, folder: absolute }));
}

/** Whether a mount lies exactly at the cache of some manager of the same kind of packages that the file does not call. */
function isOtherCache(mount: Mount, command: PackageCommand, calls: ReadonlySet<string>): boolean {
  return packageManagers.some(({ name, family, caches }) => {
    if (name === command.manager || family !== command.family || calls.has(name)) return false;
    return caches.some((folder) => isMountedAt(mount, folder) && mount.target!.replace(/\/+$/, "").endsWith(folder.replace(/^~/, "")));
  });
}
