import type { Span } from "../../../base/span.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import type { RemovedPath } from "../../shell/cleanup.ts";
import type { CommandOption } from "../../shell/options.ts";
import type { Invocation } from "../../shell/invocations.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { isAtOrBelow, type Mount } from "./mounts.ts";
import { cacheFoldersOf, cacheMountOf, cacheOptionOf, commandVariable, defaultCacheFolders, isMountedAt } from "../packages/package-caches.ts";
import type { RunStep } from "../scripts/run-steps.ts";

/** Something in a RUN that keeps one of its cache mounts empty or unused. */
export type CacheBypass =
  /** An option that makes the manager leave its cache alone. */
  | { readonly kind: "option"; readonly mount: Mount; readonly span: Span; readonly command: PackageCommand; readonly option: CommandOption }
  /** A command whose only effect is to empty the cache. */
  | { readonly kind: "command"; readonly mount: Mount; readonly span: Span; readonly invocation: Invocation }
  /** Words of a removal that name the cache; `isAll` when it removes nothing else, `isWider` when a word names more than what is mounted. */
  | {
      readonly kind: "words";
      readonly mount: Mount;
      readonly span: Span;
      readonly invocation: Invocation;
      readonly words: readonly ShellWord[];
      readonly isAll: boolean;
      readonly isWider: boolean;
    }
  /** A variable in force that turns the cache off. */
  | { readonly kind: "variable"; readonly mount: Mount; readonly span: Span; readonly name: string };

export function cacheBypassesOf(step: RunStep): CacheBypass[] {
  const mounts = step.mounts.filter(({ type, target }) => type === "cache" && target !== undefined);
  if (mounts.length === 0) return [];
  const ofCommands = step.packageCommands.flatMap((command) => [...optionBypass(step, command), ...cleanBypass(step, command, mounts)]);
  return [...ofCommands.filter(isFirstOfItsVariable), ...removalBypasses(step, mounts)].sort((a, b) => a.span.start - b.span.start);
}

/** A variable does the same to every command of a step. */
function isFirstOfItsVariable(bypass: CacheBypass, index: number, all: readonly CacheBypass[]): boolean {
  return bypass.kind !== "variable" || all.findIndex((other) => other.kind === "variable" && other.name === bypass.name && other.mount === bypass.mount) === index;
}

/** Options that turn the cache off, by manager. npm has none; apk's `--no-cache` ignores `/var/cache/apk` and `/etc/apk/cache`. */
const noCacheOptions: Readonly<Record<string, readonly string[]>> = {
  pip: ["--no-cache-dir", "--no-cache"],
  uv: ["--no-cache", "--no-cache-dir", "-n"],
  poetry: ["--no-cache"],
  apk: ["--no-cache"],
  composer: ["--no-cache"],
  bun: ["--no-cache"],
};

/** The option by which a call leaves its cache alone. */
export function noCacheOption({ manager, options }: PackageCommand): CommandOption | undefined {
  const names = noCacheOptions[manager];
  return names === undefined ? undefined : options.find(({ name }) => names.includes(name));
}

function optionBypass(step: RunStep, command: PackageCommand): CacheBypass[] {
  const option = noCacheOption(command);
  if (command.action === "clean") return [];
  if (option === undefined) return movedBypass(step, command);
  const mount = cacheMountOf(step, command);
  return mount === undefined ? [] : [{ kind: "option", mount, span: option.span, command, option }];
}

const noCacheVariables: Readonly<Record<string, string>> = { pip: "PIP_NO_CACHE_DIR", uv: "UV_NO_CACHE" };

/** An option that moves the cache away from its mount, or a variable that turns it off. */
function movedBypass(step: RunStep, command: PackageCommand): CacheBypass[] {
  if (command.action !== "install" && command.action !== "upgrade") return [];
  const option = cacheOptionOf(command);
  const mount = step.mounts.find((candidate) => candidate.type === "cache" && defaultCacheFolders(command).some((folder) => isMountedAt(candidate, folder)));
  if (mount === undefined) return [];
  if (option !== undefined) {
    const isElsewhere = option.value !== undefined && !option.value.includes("$") && cacheMountOf(step, command) === undefined;
    return isElsewhere ? [{ kind: "option", mount, span: option.span, command, option }] : [];
  }
  const name = noCacheVariables[command.manager];
  const value = name === undefined ? undefined : commandVariable(step, command, name);
  if (name === undefined || value === undefined || !/^(?:1|true|yes|on|t|y)$/i.test(value)) return [];
  return [{ kind: "variable", mount, span: mount.span, name }];
}

/** `apt-get clean`, `npm cache clean --force`, … where what they empty is mounted. */
function cleanBypass(step: RunStep, command: PackageCommand, mounts: readonly Mount[]): CacheBypass[] {
  if (command.action !== "clean" || isPruning(command)) return [];
  const folders = emptiedFolders(step, command);
  const mount = mounts.find((candidate) => folders.some((folder) => isMountedAt(candidate, folder) || isMountWithin(candidate, folder)));
  // A command that also empties what is not mounted still has work to do.
  const isOnlyMounted = folders.every((folder) => !isAptFolder(folder) || mounts.some((candidate) => isMountedAt(candidate, folder)));
  return mount === undefined || !isOnlyMounted ? [] : [{ kind: "command", mount, span: command.span, invocation: command.invocation }];
}

/** Commands that keep what is still good. */
function isPruning({ subcommand, family }: PackageCommand): boolean {
  return /prune$/.test(subcommand) || /^auto-?clean$/.test(subcommand) || family === "ruby" || family === "rust" || family === "jvm";
}

function emptiedFolders(step: RunStep, command: PackageCommand): readonly string[] {
  if (command.family === "go") return [command.options.some(({ name }) => name === "-modcache") ? "/go/pkg/mod" : "~/.cache/go-build"];
  if (command.family !== "apt") return cacheFoldersOf(step, command);
  return /^dist-?clean$/.test(command.subcommand) ? ["/var/cache/apt/archives", "/var/lib/apt/lists"] : ["/var/cache/apt/archives"];
}

function isAptFolder(folder: string): boolean {
  return folder.startsWith("/var/cache/apt") || folder.startsWith("/var/lib/apt");
}

/** `rm -rf` of a mounted folder, or of one that holds it. */
function removalBypasses(step: RunStep, mounts: readonly Mount[]): CacheBypass[] {
  return step.script.facts.removals.flatMap(({ invocation, paths }): CacheBypass[] => {
    if (step.packageCommands.some((command) => command.invocation === invocation)) return [];
    const hits = paths.flatMap((removed) => mounts.filter((candidate) => empties(removed, candidate)).slice(0, 1).map((mount) => ({ removed, mount })));
    const first = hits[0];
    if (first === undefined) return [];
    const words = [...new Set(hits.flatMap(({ removed }) => invocation.words.filter(({ span }) => span.start === removed.span.start && span.end === removed.span.end)))];
    // Several paths of one brace word: only when all of them are mounted may the word go.
    const isWhole = words.every((word) => paths.filter(({ span }) => span === word.span || span.start === word.span.start).every((removed) => mounts.some((mount) => empties(removed, mount))));
    if (!isWhole) return [];
    const isAll = paths.every((removed) => words.some(({ span }) => span.start === removed.span.start));
    const span = isAll || words.length === 0 ? invocation.span : { start: words[0]!.span.start, end: words[0]!.span.end };
    const isWider = hits.some(({ removed, mount }) => !isAtOrBelow(mount.target!, homePath(removed.path, mount)));
    return [{ kind: "words", mount: first.mount, span, invocation, words, isAll, isWider }];
  });
}

/** A whole cache that is kept, in or at a mount: not single entries in it, and not a build folder that is merely mounted there. */
function empties(removed: RemovedPath, mount: Mount): boolean {
  const target = mount.target!.replace(/\/+$/, "");
  if (removed.extent === "some") return false;
  const path = homePath(removed.path, mount);
  return knownCache(target) && (isAtOrBelow(target, path) || isMountWithin(mount, path)) && !isSingleEntry(target, path);
}

/** A path of the home as seen by a mount in the home of root. */
function homePath(path: string, { target }: Mount): string {
  return path.startsWith("~") && target?.startsWith("/root") ? `/root${path.slice(1)}` : path;
}

function isMountWithin({ target }: Mount, folder: string): boolean {
  return target !== undefined && folder !== "/" && isAtOrBelow(folder, target.replace(/\/+$/, ""));
}

/** Folders whose content is a package manager's to keep. */
function knownCache(target: string): boolean {
  return /^\/var\/(?:cache|lib\/apt)(?:\/|$)|\/\.cache(?:\/|$)|\/\.(?:npm|yarn|m2|gradle|cargo|bun|composer|pnpm-store|gem)(?:\/|$)|^\/go\/pkg|\/cargo\/(?:registry|git)|^\/pnpm/.test(target);
}

/** A path deeper in the cache than its known parts, such as one package's folder. */
function isSingleEntry(target: string, path: string): boolean {
  const rest = path.length > target.length ? path.slice(target.length + 1) : "";
  return rest !== "" && !/^(?:archives|lists|apt|pip|uv|npm|yarn|_cacache|go-build|pypoetry|poetry|dnf|yum|registry|git)$/.test(rest);
}
