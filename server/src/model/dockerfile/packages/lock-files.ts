import type { PackageCommand } from "../../shell/packages.ts";
import { isCopiedByName } from "../files/copied-files.ts";
import { commandVariable } from "./package-caches.ts";
import type { RunStep } from "../scripts/run-steps.ts";

interface Locking {
  readonly lockFiles: readonly string[];
  readonly option: string;
  readonly known: RegExp;
}

const lockings: Readonly<Record<string, Locking>> = {
  yarn: { lockFiles: ["yarn.lock"], option: "--frozen-lockfile", known: /^--(?:frozen-lockfile|immutable|pure-lockfile|no-lockfile|mode|check-cache)$/ },
  pnpm: { lockFiles: ["pnpm-lock.yaml"], option: "--frozen-lockfile", known: /^--(?:frozen-lockfile|no-frozen-lockfile|offline|lockfile-only|global)$|^-g$/ },
  bun: { lockFiles: ["bun.lock", "bun.lockb"], option: "--frozen-lockfile", known: /^--(?:frozen-lockfile|no-save|global)$|^-g$/ },
};

/** The option that an install lacks to take the lock file as it is, when one was copied for it by name. */
export function frozenOption(step: RunStep, command: PackageCommand): { readonly option: string; readonly lockFile: string } | undefined {
  const locking = lockings[command.manager];
  const isInstall = command.subcommand === "install" || command.subcommand === "i" || (command.manager === "yarn" && command.subcommand === "" && command.options.every(({ name }) => !/^(?:-v|--version|-h|--help)$/.test(name)));
  if (locking === undefined || !isInstall || command.operands.length > 0) return undefined;
  if (command.options.some(({ name }) => locking.known.test(name))) return undefined;
  // In continuous integration pnpm and Yarn 2 freeze by themselves.
  if (command.manager !== "bun" && /^(?:1|true)$/i.test(commandVariable(step, command, "CI") ?? "")) return undefined;
  const lockFile = locking.lockFiles.find((name) => isCopiedByName(step.stage, name, step.run.span.start));
  if (lockFile === undefined) return undefined;
  const isBerry = command.manager === "yarn" && isCopiedByName(step.stage, ".yarnrc.yml", step.run.span.start);
  return { option: isBerry ? "--immutable" : locking.option, lockFile };
}
