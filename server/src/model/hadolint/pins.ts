import { calls, flagsIn, hasFlag, operandsOf, type PlainCommand } from "./commands.ts";

/** Whether a command installs something that hadolint takes for a package without a version. `all` are those of its RUN. */
export type UnpinnedTest = (command: PlainCommand, all: readonly PlainCommand[]) => boolean;

/** One package manager: the calls, what in them is no package, and what counts as a version. */
interface Manager {
  readonly isInstall: (command: PlainCommand) => boolean;
  /** Flags whose value is known to be none. */
  readonly valued?: readonly string[];
  /** The words that name the subcommand. */
  readonly subcommands: readonly string[];
  readonly isPinned: (name: string) => boolean;
}

function unpinned({ isInstall, valued = [], subcommands, isPinned }: Manager): UnpinnedTest {
  return (command) => isInstall(command) && operandsOf(command, (flag) => valued.includes(flag)).some((name) => !subcommands.includes(name) && !isPinned(name));
}

export const unpinnedApt = unpinned({
  isInstall: (command) => calls(command, "apt-get", "install"),
  valued: ["t", "target-release"],
  subcommands: ["install"],
  isPinned: (name) => /[=/]|\.deb$/.test(name),
});

export const unpinnedApk = unpinned({
  isInstall: (command) => calls(command, "apk", "add"),
  valued: ["t", "virtual", "repository", "X"],
  subcommands: ["add"],
  isPinned: (name) => /[=~<>]|\.apk$/.test(name),
});

export const unpinnedZypper = unpinned({
  isInstall: (command) => calls(command, "zypper", "install", "in"),
  subcommands: ["install", "in"],
  isPinned: (name) => /[=<>]|\.rpm$/.test(name),
});

/**
 * A module is pinned by its stream, a package by what stands behind a dash: something that begins with a digit, or a variable
 * of the build, whose names `isKnown` tells.
 */
export function isUnpinnedRpm(command: PlainCommand, name: string, isKnown: (variable: string) => boolean): boolean {
  if (!calls(command, name, "install")) return false;
  const isModule = command.arguments.includes("module");
  const isPinned = (each: string): boolean => {
    const variable = /-\$\{?(\w+)/.exec(each)?.[1];
    return isModule ? each.includes(":") : /^[^$*]*-\d[^$*]*$/.test(each) || (variable !== undefined && isKnown(variable));
  };
  return operandsOf(command).some((each) => each !== "install" && each !== "module" && !isPinned(each));
}

/** Every flag is taken to have a value, be it another flag. */
export const unpinnedGem: UnpinnedTest = (command) => {
  if (!calls(command, "gem", "install", "i") || command.arguments.some((arg) => /^(?:-v|--version(?:=.*)?)$/.test(arg))) return false;
  const end = command.arguments.indexOf("--");
  const args = end < 0 ? command.arguments : command.arguments.slice(0, end);
  return withoutPairs(args).some((name) => name !== "install" && name !== "i" && !name.includes(":"));
};

function withoutPairs(args: readonly string[]): string[] {
  const left: string[] = [];
  for (let index = 0; index < args.length; index++) {
    if (flagsIn(args[index]!).length > 0) index++;
    else left.push(args[index]!);
  }
  return left;
}

/** Beside a `go run` no install counts. What stands behind its package is for the program. */
export const unpinnedGo: UnpinnedTest = (command, all) => {
  if (!calls(command, "go", "install", "get", "run")) return false;
  const runsProgram = all.some((each) => calls(each, "go", "run"));
  if (runsProgram && !calls(command, "go", "run")) return false;
  const named = operandsOf(command);
  const packages = runsProgram ? named.filter((name) => name !== "run").slice(0, 1) : named.filter((name) => name !== "install" && name !== "get");
  return packages.some((name) => !/^[./]/.test(name) && !/@(?!latest$|none$)[^@]*$/.test(name));
};

const npmGit = /^git(?:\+ssh|\+https?)?:\/\//;
const npmLocal = /^(?:\/|\.\/|\.\.\/|~\/)|\.(?:tar|tar\.gz|tgz)$/;

export const unpinnedNpm: UnpinnedTest = (command) => {
  const [first, ...packages] = operandsOf(command, (flag) => flag === "loglevel" || flag === "registry");
  if (command.name !== "npm" || first !== "install") return false;
  return packages.some((name) => {
    if (name === "install" || (npmLocal.test(name) && !npmGit.test(name))) return false;
    return npmGit.test(name) ? !name.includes("#") : !name.replace(/^@[^/]*/, "").includes("@");
  });
};

const pipValued = new Set(
  ("abi b build constraint e editable extra-index-url f find-links i implementation index-url no-binary only-binary platform prefix progress-bar proxy python python-version " +
    "root root-user-action src t target trusted-host upgrade-strategy").split(" "),
);

/** `pip install` and `python -m pip install`; everything whose name begins with `pip` counts. */
export function isPipInstall({ name, arguments: args }: PlainCommand): boolean {
  if (name.startsWith("pip")) return name !== "pipenv" && args.includes("install");
  return name.startsWith("python") && args.some((arg, index) => arg === "-m" && args[index + 1] === "pip" && args[index + 2] === "install");
}

/** Requirements and constraints name the versions, and so does a project of one's own. */
export const unpinnedPip: UnpinnedTest = (command) => {
  if (!isPipInstall(command) || hasFlag(command, "constraint", "c")) return false;
  if (command.arguments.some((arg) => arg === "-r" || arg === "--requirement" || arg === ".")) return false;
  const operands = operandsOf(command, (flag) => pipValued.has(flag));
  const packages = operands.slice(operands.indexOf("install") + 1).filter((name) => name !== "install" && flagsIn(name).length === 0);
  return packages.some((name) => !isPinnedForPip(name));
};

function isPinnedForPip(name: string): boolean {
  if (/[=!~]=|[<>]|\.whl$|\.tar\.gz$/.test(name)) return true;
  return name.startsWith("git+") ? name.includes("@") : name.includes("/");
}
