import type { Span, Spanned } from "../../base/span.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { CommandUse } from "../../syntax/shell/walk.ts";
import type { Invocation } from "./invocations.ts";
import { noOptionValues, parseArguments } from "./options.ts";
import type { PackageCommand } from "./packages.ts";
import { resolvePath } from "./working-directory.ts";

/** A command that removes files. */
export interface Removal extends Spanned {
  /** Of the whole command. */
  readonly span: Span;
  readonly invocation: Invocation;
  readonly paths: readonly RemovedPath[];
}

export interface RemovedPath {
  /** Absolute where that is known; `~` stands for the user's home. */
  readonly path: string;
  /** `all` with the directory itself, `contents` everything below it, `some` files in it, chosen by name or age. */
  readonly extent: "all" | "contents" | "some";
  /** The word that names it; the whole command where none does (`apt-get clean`). */
  readonly span: Span;
}

export interface RemovalContext {
  readonly invocations: readonly Invocation[];
  readonly packageCommands: readonly PackageCommand[];
  readonly directoryBefore: (use: CommandUse) => string | undefined;
}

/** Every command that removes files, in the order of the invocations. */
export function removalsOf({ invocations, packageCommands, directoryBefore }: RemovalContext): Removal[] {
  const byInvocation = new Map(packageCommands.map((command) => [command.invocation, command]));
  const removals: Removal[] = [];
  for (const invocation of invocations) {
    const command = byInvocation.get(invocation);
    const directory = invocation.use === undefined ? undefined : directoryBefore(invocation.use);
    const paths = command === undefined ? removedPaths(invocation, directory) : cleanedPaths(command);
    if (paths.length > 0) removals.push({ span: invocation.span, invocation, paths });
  }
  return removals;
}

/** The removals after which nothing is left below `path`; a file counts as well as a directory. */
export function removalsCovering(removals: readonly Removal[], path: string): Removal[] {
  return removals.filter((removal) => removal.paths.some((removed) => covers(removed, path)));
}

function covers(removed: RemovedPath, path: string): boolean {
  if (removed.extent === "some") return false;
  return removed.path === path || path.startsWith(removed.path === "/" ? "/" : `${removed.path}/`);
}

function removedPaths(invocation: Invocation, directory: string | undefined): RemovedPath[] {
  switch (invocation.name) {
    case "rm":
      return removedByRm(invocation, directory);
    case "find":
      return removedByFind(invocation, directory);
    case "unlink":
    case "shred":
      return operandsOf(invocation).map((word) => ({ path: normalize(word.unquoted, directory), extent: "all", span: word.span }));
    default:
      return [];
  }
}

function operandsOf(invocation: Invocation): readonly ShellWord[] {
  return parseArguments(invocation.arguments, noOptionValues).operands;
}

function removedByRm(invocation: Invocation, directory: string | undefined): RemovedPath[] {
  const { options, operands } = parseArguments(invocation.arguments, noOptionValues);
  const isRecursive = options.some((option) => ["-r", "-R", "--recursive"].includes(option.name));
  return operands.flatMap((word) =>
    expandBraces(word.unquoted).map((path): RemovedPath => {
      const { base, pattern } = splitGlob(path);
      const extent = pattern === undefined ? "all" : isEverything(pattern) && isRecursive ? "contents" : "some";
      const isFlat = pattern !== undefined && ((isEverything(pattern) && !isRecursive && flatDirectories.has(base)) || (base === "/var/cache/apk" && /^APKINDEX[.*]/.test(pattern)));
      return { path: normalize(base, directory), extent: isFlat ? "contents" : extent, span: word.span };
    }),
  );
}

/** Directories whose files are all that matters in them, so that a removal that is not recursive is enough. */
const flatDirectories = new Set(["/var/cache/apk", "/var/cache/apt/archives", "/var/lib/apt/lists"]);

/** The directory in front of the first component with a glob, and what follows. */
function splitGlob(path: string): { base: string; pattern: string | undefined } {
  const glob = path.search(/[*?[]/);
  if (glob === -1) return { base: path, pattern: undefined };
  const slash = path.lastIndexOf("/", glob);
  return { base: slash === -1 ? "." : slash === 0 ? "/" : path.slice(0, slash), pattern: path.slice(slash + 1) };
}

function isEverything(pattern: string): boolean {
  return /^\*+\/?$|^\*\*\/\*$/.test(pattern);
}

/** The words of one level of braces, `/var/{cache,log}/*`; at most 50, others stay as they are. */
function expandBraces(path: string): string[] {
  const match = /^([^{}$]*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(path);
  if (match === null) return [path];
  return match[2]!.split(",").slice(0, 50).map((choice) => match[1]! + choice + match[3]!);
}

const neutralFindTests = new Set(["-delete", "-depth", "-xdev", "-mount", "-print", "-H", "-L", "-P", "-d"]);

/** `find P -delete` and `find P -exec rm -rf {} +`; a test that chooses files makes it a part. */
function removedByFind(invocation: Invocation, directory: string | undefined): RemovedPath[] {
  const words = invocation.arguments;
  const firstTest = words.findIndex((word) => /^[-(!]/.test(word.unquoted) && !/^-[HLP]$/.test(word.unquoted));
  const roots = (firstTest === -1 ? words : words.slice(0, firstTest)).filter((word) => !word.unquoted.startsWith("-"));
  const tests = firstTest === -1 ? [] : words.slice(firstTest).map((word) => word.unquoted);
  const exec = tests.findIndex((test) => /^-(?:exec|execdir|ok)$/.test(test));
  const isRemoval = tests.includes("-delete") || (exec !== -1 && /(?:^|\/)rm$/.test(tests[exec + 1] ?? ""));
  if (!isRemoval) return [];
  const extent = choosesFiles(exec === -1 ? tests : tests.slice(0, exec)) ? "some" : "contents";
  return roots.map((word) => ({ path: normalize(splitGlob(word.unquoted).base, directory), extent, span: word.span }));
}

function choosesFiles(tests: readonly string[]): boolean {
  for (let index = 0; index < tests.length; index++) {
    const test = tests[index]!;
    if (neutralFindTests.has(test)) continue;
    const value = tests[index + 1];
    const isNeutral = (test === "-type" && value === "f") || (test === "-mindepth" && value === "1");
    if (!isNeutral) return true;
    index++;
  }
  return false;
}

function normalize(path: string, directory: string | undefined): string {
  const isHome = /^(?:~|\$HOME|\$\{HOME\}|\/root)(?=\/|$)/.exec(path);
  if (isHome !== null) return `~${path.slice(isHome[0].length).replace(/\/+$/, "")}`;
  if (path.includes("$")) return path.replace(/\/+$/, "");
  return resolvePath(directory, path) ?? path;
}

/** What a package manager's own cleaning command removes. */
function cleanedPaths(command: PackageCommand): RemovedPath[] {
  if (command.action !== "clean") return [];
  const of = (extent: RemovedPath["extent"], ...paths: readonly string[]): RemovedPath[] =>
    paths.map((path) => ({ path, extent, span: command.span }));
  const { data, subcommand } = command;
  if (data.family === "apt") {
    if (/^auto-?clean$/.test(subcommand)) return of("some", "/var/cache/apt/archives");
    const archives = of("contents", "/var/cache/apt/archives");
    return /^dist-?clean$/.test(subcommand) ? [...archives, ...of("contents", "/var/lib/apt/lists")] : archives;
  }
  if (data.family === "rpm") return of(command.operands.some((word) => word.unquoted === "all") ? "contents" : "some", ...data.caches);
  if (data.family === "pacman") return of(command.options.filter((option) => /^-c$|^--clean$/.test(option.name)).length > 1 ? "contents" : "some", ...data.caches);
  if (data.name === "gem" || data.name === "cargo" || data.name === "bundle") return [];
  if (data.name === "go") return of("contents", command.options.some((option) => option.name === "-modcache") ? "/go/pkg/mod" : "~/.cache/go-build");
  return of(subcommand === "cache prune" || subcommand === "store prune" ? "some" : "contents", ...data.caches);
}
