import { memoize } from "../../../base/memoize.ts";
import { findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import { type Dockerfile, stageChain } from "../dockerfile.ts";
import { type RunStep, runSteps, stepsOf } from "../scripts/run-steps.ts";

/** A command that installs what a project's manifest or lock file lists. */
export interface ProjectInstall {
  readonly step: RunStep;
  readonly command: PackageCommand;
  /** The files that it reads, the lock files first, then manifests; any one of each kind will do. */
  readonly manifests: readonly string[];
  readonly lockFiles: readonly string[];
  /** Whether it fails, or installs something else, without a lock file. What is only run when a test passes copes with that by itself. */
  readonly needsLock: boolean;
  /** Whether it is sure to fail then: Yarn 1 takes `--frozen-lockfile` without a lock file for an ordinary install, and Bun may. */
  readonly failsWithoutLock: boolean;
}

interface Project {
  readonly subcommands: readonly string[];
  readonly manifests: readonly string[];
  readonly lockFiles: readonly string[];
  /** Options that make the lock file binding. */
  readonly locking?: RegExp;
  /** Subcommands that always need it. */
  readonly locked?: readonly string[];
}

const projects: Readonly<Record<string, Project>> = {
  npm: { subcommands: ["ci", "clean-install", "install", "i"], manifests: ["package.json"], lockFiles: ["package-lock.json", "npm-shrinkwrap.json"], locked: ["ci", "clean-install"] },
  yarn: { subcommands: ["", "install"], manifests: ["package.json"], lockFiles: ["yarn.lock"], locking: /^--(?:frozen-lockfile|immutable)$/ },
  pnpm: { subcommands: ["install", "i"], manifests: ["package.json"], lockFiles: ["pnpm-lock.yaml"], locking: /^--frozen-lockfile$/ },
  bun: { subcommands: ["install", "i"], manifests: ["package.json"], lockFiles: ["bun.lock", "bun.lockb"], locking: /^--frozen-lockfile$/ },
  uv: { subcommands: ["sync"], manifests: ["pyproject.toml"], lockFiles: ["uv.lock"], locking: /^--(?:frozen|locked)$/ },
  bundle: { subcommands: ["", "install", "i"], manifests: ["Gemfile"], lockFiles: ["Gemfile.lock"], locking: /^--(?:deployment|frozen)$/ },
  composer: { subcommands: ["install", "i"], manifests: ["composer.json"], lockFiles: ["composer.lock"] },
  go: { subcommands: ["mod download"], manifests: ["go.mod"], lockFiles: ["go.sum"] },
  cargo: { subcommands: ["fetch"], manifests: ["Cargo.toml"], lockFiles: ["Cargo.lock"], locking: /^--(?:locked|frozen)$/ },
  poetry: { subcommands: ["install", "sync"], manifests: ["pyproject.toml"], lockFiles: ["poetry.lock"] },
  pipenv: { subcommands: ["install", "sync"], manifests: ["Pipfile"], lockFiles: ["Pipfile.lock"], locking: /^--(?:deploy|ignore-pipfile)$/, locked: ["sync"] },
};

/** All of them in a file, in order. Installs of named packages are none. */
export const projectInstalls = memoize((dockerfile: Dockerfile): readonly ProjectInstall[] =>
  runSteps(dockerfile).flatMap((step) => (step.isOnbuild ? [] : step.packageCommands.flatMap((command) => installOf(step, command) ?? []))));

function installOf(step: RunStep, command: PackageCommand): ProjectInstall | undefined {
  if (command.invocation.outer !== undefined) return undefined;
  if (command.manager === "pip") return requirementsInstall(step, command);
  const project = Object.hasOwn(projects, command.manager) ? projects[command.manager] : undefined;
  if (!project || !project.subcommands.includes(command.subcommand) || command.operands.length > 0) return undefined;
  if (findOption(command.options, "-g", "--global", "--help", "-h", "--version", "-v", "--dir", "--cwd", "--prefix", "-C") !== undefined) return undefined;
  const isLocked = (project.locked?.includes(command.subcommand) === true || command.options.some(({ name }) => project.locking?.test(name))) && isAlwaysRun(command) && !isLockMadeFirst(step, command);
  return { step, command, manifests: project.manifests, lockFiles: project.lockFiles, needsLock: isLocked, failsWithoutLock: isLocked && (!/^(?:yarn|bun)$/.test(command.manager) || findOption(command.options, "--immutable") !== undefined) };
}

function isAlwaysRun({ invocation: { use } }: PackageCommand): boolean {
  if (!use) return true;
  if (use.scope.isConditional || use.isCondition || use.isFailureIgnored || use.before?.operator === "||" || use.after?.operator === "||") return false;
  return !use.list.pipelines.slice(0, use.listIndex).some(({ commands }) => commands.some((command) => command.kind === "test" || (command.kind === "command" && /^(?:\[|test)$/.test(command.name?.unquoted ?? ""))));
}

/** `pip install -r requirements.txt` */
function requirementsInstall(step: RunStep, command: PackageCommand): ProjectInstall | undefined {
  const file = findOption(command.options, "-r", "--requirement")?.value;
  if (command.subcommand !== "install" || command.operands.length > 0 || file === undefined || /[$/]/.test(file.replace(/^\.\//, ""))) return undefined;
  return { step, command, manifests: [file.replace(/^\.\//, "")], lockFiles: [], needsLock: false, failsWithoutLock: false };
}

/** Whether a RUN in front of this one may have made a lock file: it brings files from elsewhere, or is about locks itself. */
export function mayHaveLock({ stage, run }: RunStep, lockFiles: readonly string[]): boolean {
  const text = stage.dockerfile.text;
  return stageChain(stage).some((link) => stepsOf(link).some(({ run: { span }, script, packageCommands }) =>
    span.start < run.span.start
    && (script.invocations.some(({ name }) => bringsFiles.test(name))
      || packageCommands.some(mayWriteLock)
      || lockFiles.some((name) => text.slice(span.start, span.end).includes(name)))));
}

/** Whether the same RUN may make the lock file in front of the install. */
function isLockMadeFirst({ script, packageCommands }: RunStep, { span: { start } }: PackageCommand): boolean {
  return script.invocations.some(({ name, span }) => span.start < start && bringsFiles.test(name)) || packageCommands.some((other) => other.span.start < start && mayWriteLock(other));
}

const bringsFiles = /^(?:git|curl|wget|tar|unzip|cp|mv|npx|make)$/;

function mayWriteLock({ manager, subcommand, options }: PackageCommand): boolean {
  return Object.hasOwn(projects, manager) && !/^(?:config|cache|set)\b/.test(subcommand) && !options.some(({ name }) => name === "-g" || name === "--global");
}
