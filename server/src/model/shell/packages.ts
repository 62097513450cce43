import { alongside } from "../../base/anchored-span.ts";
import type { Span, Spanned } from "../../base/span.ts";
import { type PackageAction, type PackageManagerData, packageManagers } from "../../data/package-managers.ts";
import type { ShellWord } from "../../syntax/shell/tree.ts";
import type { Invocation } from "./invocations.ts";
import { type CommandOption, findOption, optionNames, type OptionSyntax, parseArguments } from "./options.ts";
import { type PackageArgument, packageArgument } from "./package-arguments.ts";

/** A call of a package manager. */
export interface PackageCommand extends Spanned {
  /** The canonical name: `pip` for `pip3` and `python -m pip`. */
  readonly manager: string;
  readonly family: PackageManagerData["family"];
  readonly data: PackageManagerData;
  /** One or two words: `install`, `cache clean`; empty where there is none. */
  readonly subcommand: string;
  readonly subcommandSpan: Span | undefined;
  readonly action: PackageAction;
  readonly options: readonly CommandOption[];
  /** What is to be installed or removed; operands that are not packages (`npm run x`) are not among them. */
  readonly packages: readonly PackageArgument[];
  /** Every operand behind the subcommand. */
  readonly operands: readonly ShellWord[];
  readonly invocation: Invocation;
}

interface Manager {
  readonly data: PackageManagerData;
  readonly syntax: OptionSyntax;
}

const managers: ReadonlyMap<string, Manager> = new Map(
  packageManagers.flatMap((data) => {
    const syntax: OptionSyntax = { withValue: optionNames(data.withValue), isSingleDash: data.isSingleDash === true };
    return data.programs.map((program): [string, Manager] => [program, { data, syntax }]);
  }),
);

export function packageCommandsOf(invocations: readonly Invocation[]): PackageCommand[] {
  const found: PackageCommand[] = [];
  for (const invocation of invocations) {
    const command = packageCommandOf(invocation);
    if (command !== undefined) found.push(command);
  }
  return found;
}

/** The package manager's call that an invocation is, if it is one. */
export function packageCommandOf(invocation: Invocation): PackageCommand | undefined {
  const { manager, words } = managerOf(invocation);
  if (manager === undefined) return undefined;
  const { data } = manager;
  const { options, operands } = parseArguments(words, manager.syntax);
  if (data.syntax === "pacman") return pacman(invocation, data, options, operands);
  const { subcommand, length } = subcommandOf(data, operands);
  const rest = operands.slice(length);
  const action = actionOf(data, subcommand, options);
  const isPackages = (action === "install" || action === "remove" || action === "upgrade") && !takesNoPackages(data, subcommand);
  return {
    span: invocation.span,
    manager: data.name,
    family: data.family,
    data,
    subcommand,
    subcommandSpan: length === 0 ? undefined : alongside(operands[0]!.span, operands[0]!.span.start, operands[length - 1]!.span.end),
    action,
    options,
    packages: isPackages ? rest.map((word) => packageArgument(word, data.syntax, options)) : [],
    operands: rest,
    invocation,
  };
}

/** `python3 -m pip install x` is `pip install x`; `pip3.12` is `pip`. */
function managerOf(invocation: Invocation): { manager: Manager | undefined; words: readonly ShellWord[] } {
  const { name } = invocation;
  const words = invocation.arguments;
  const known = managers.get(name);
  if (known !== undefined) return { manager: known, words };
  if (/^pip[\d.]+$/.test(name)) return { manager: managers.get("pip"), words };
  if (/^(?:\$\{?)?(?:python|pypy|PYTHON)[\w.]*\}?$/.test(name)) {
    const module = words.findIndex((word) => word.unquoted === "-m");
    const target = module === -1 ? undefined : words[module + 1]?.unquoted;
    const isFirst = words.slice(0, Math.max(module, 0)).every((word) => word.unquoted.startsWith("-"));
    if (target !== undefined && isFirst && /^(?:pip|pipx|uv|poetry|pipenv)$/.test(target)) {
      return { manager: managers.get(target), words: words.slice(module + 2) };
    }
  }
  return { manager: undefined, words };
}

function subcommandOf(data: PackageManagerData, operands: readonly ShellWord[]): { subcommand: string; length: number } {
  const first = operands[0]?.unquoted;
  if (first === undefined) return { subcommand: "", length: 0 };
  const second = operands[1]?.unquoted;
  const both = `${first} ${second ?? ""}`;
  if (second !== undefined && data.actions[both] !== undefined) return { subcommand: both, length: 2 };
  if (data.family === "jvm") {
    const goal = operands.findIndex((word) => data.actions[word.unquoted] === "install");
    return { subcommand: goal === -1 ? first : operands[goal]!.unquoted, length: goal === -1 ? 1 : goal + 1 };
  }
  return { subcommand: first, length: 1 };
}

function actionOf(data: PackageManagerData, subcommand: string, options: readonly CommandOption[]): PackageAction {
  const action = Object.hasOwn(data.actions, subcommand) ? data.actions[subcommand]! : "other";
  // Alone, `yarn` and `bundle` install; asked for their version they do not.
  if (subcommand === "" && findOption(options, "--version", "-v", "--help", "-h")) return "other";
  if (data.name === "go" && subcommand === "clean") return findOption(options, "-modcache", "-cache") ? "clean" : "other";
  const isDryRun = data.family === "apt" && findOption(options, "-s", "--simulate", "--dry-run", "--just-print", "--print-uris");
  return isDryRun && action !== "update" ? "other" : action;
}

/** Subcommands whose operands are not packages: they install what a file lists, or build. */
function takesNoPackages(data: PackageManagerData, subcommand: string): boolean {
  if (data.family === "jvm" || data.name === "bundle") return true;
  return /^(?:ci|clean-install|install-clean|sync|pip sync|fetch|deploy|mod download|env create|env update|workspaces focus)$/.test(subcommand)
    || (data.name === "poetry" && subcommand === "install")
    || (data.name === "composer" && (subcommand === "install" || subcommand === "i"));
}

/** pacman has no subcommands: `-Syu base-devel` names the action by its first capital letter. */
function pacman(invocation: Invocation, data: PackageManagerData, options: readonly CommandOption[], operands: readonly ShellWord[]): PackageCommand {
  const has = (...names: readonly string[]) => findOption(options, ...names) !== undefined;
  const isSync = has("-S", "--sync");
  let action: PackageAction = "other";
  if (isSync && has("-c", "--clean")) action = "clean";
  else if (isSync && operands.length > 0) action = "install";
  else if (isSync && has("-u", "--sysupgrade")) action = "upgrade";
  else if (isSync && has("-y", "--refresh")) action = "update";
  else if (has("-U", "--upgrade")) action = "install";
  else if (has("-R", "--remove")) action = "remove";
  const operation = options.find((option) => /^-[A-Z]$|^--(?:sync|remove|upgrade|query|database|files)$/.test(option.name));
  return {
    span: invocation.span,
    manager: data.name,
    family: data.family,
    data,
    subcommand: operation?.name ?? "",
    subcommandSpan: operation?.span,
    action,
    options,
    packages: action === "other" ? [] : operands.map((word) => packageArgument(word, data.syntax, options)),
    operands,
    invocation,
  };
}
