import { memoize } from "../../../base/memoize.ts";
import type { Invocation } from "../../shell/invocations.ts";
import { type CommandOption, findOption } from "../../shell/options.ts";
import type { PackageCommand } from "../../shell/packages.ts";
import type { Stage } from "../dockerfile.ts";
import { stageVariable } from "../variables/stage-variables.ts";
import { isAtOrBelow, type Mount } from "../files/mounts.ts";
import { type RunStep, stepsOf } from "../scripts/run-steps.ts";
import type { InstructionScript } from "../scripts/scripts.ts";

/** What moves the download cache of a manager: an option of the call and variables of the environment. */
interface CacheMovers {
  readonly options: readonly string[];
  readonly variables: readonly string[];
}

const movers: Readonly<Record<string, CacheMovers>> = {
  pip: { options: ["--cache-dir"], variables: ["PIP_CACHE_DIR", "XDG_CACHE_HOME"] },
  uv: { options: ["--cache-dir"], variables: ["UV_CACHE_DIR"] },
  poetry: { options: [], variables: ["POETRY_CACHE_DIR"] },
  pipenv: { options: [], variables: ["PIPENV_CACHE_DIR", "PIP_CACHE_DIR"] },
  npm: { options: ["--cache"], variables: ["npm_config_cache", "NPM_CONFIG_CACHE"] },
  yarn: { options: ["--cache-folder"], variables: ["YARN_CACHE_FOLDER"] },
  pnpm: { options: ["--store-dir"], variables: ["npm_config_store_dir", "PNPM_HOME"] },
  bun: { options: ["--cache-dir"], variables: ["BUN_INSTALL_CACHE_DIR"] },
  go: { options: [], variables: ["GOMODCACHE", "GOCACHE", "GOPATH"] },
  cargo: { options: [], variables: ["CARGO_HOME"] },
  conda: { options: [], variables: ["CONDA_PKGS_DIRS", "MAMBA_PKGS_DIRS"] },
  composer: { options: [], variables: ["COMPOSER_CACHE_DIR", "COMPOSER_HOME"] },
  apk: { options: ["--cache-dir"], variables: [] },
};

/** Folders that hold the cache besides those of the table: of official images, of Yarn as root, of later releases. */
const furtherCaches: Readonly<Record<string, readonly string[]>> = {
  yarn: ["/usr/local/share/.cache/yarn", "~/.yarn/berry/cache", "~/.yarn/cache"],
  pnpm: ["/pnpm/store", "~/.pnpm-store"],
  cargo: ["/usr/local/cargo/registry", "/usr/local/cargo/git"],
  apk: ["/etc/apk/cache"],
  yum: ["/var/cache/dnf", "/var/cache/libdnf5"],
  dnf: ["/var/cache/yum"],
};

/** The folders in which a command keeps downloads, in this step. `~` is the home of whoever runs it. */
export function cacheFoldersOf(step: RunStep, command: PackageCommand): string[] {
  const option = cacheOptionOf(command)?.value;
  if (option !== undefined) return [option];
  const folders = defaultCacheFolders(command);
  for (const variable of movers[command.data.name]?.variables ?? []) {
    const value = commandVariable(step, command, variable);
    if (value !== undefined && value !== "") folders.push(value, `$${variable}`, `\${${variable}}`);
  }
  return [...folders, ...configuredFolders(step, command)];
}

/** What a manager was told before: `npm config set cache /tmp/npm`, `yarn config set cache-folder …`. */
function configuredFolders({ stage }: RunStep, { data, span }: PackageCommand): string[] {
  return cacheSettings(stage).flatMap(({ invocation, folder }) => (data.programs.includes(invocation.name) && invocation.span.start < span.start ? [folder] : []));
}

const setting = /^(?:cache|cache-folder|cacheFolder|store-dir)(?:=(.*))?$/;

const cacheSettings = memoize((stage: Stage) => stepsOf(stage).flatMap(({ script }) => settingsIn(script)));

const settingsIn = memoize(({ invocations }: InstructionScript): readonly { readonly invocation: Invocation; readonly folder: string }[] =>
  invocations.flatMap((invocation) => {
    const texts = invocation.arguments.map(({ unquoted }) => unquoted);
    const at = texts.indexOf("set") + 1;
    const match = at > 0 ? setting.exec(texts[at] ?? "") : null;
    const folder = match?.[1] ?? texts[at + 1];
    return match && folder !== undefined ? [{ invocation, folder }] : [];
  }));

/** The folders that a manager uses when nothing moves its cache. */
export function defaultCacheFolders({ data }: PackageCommand): string[] {
  return [...data.caches, ...(furtherCaches[data.name] ?? [])];
}

/** The option of a call that moves its cache. */
export function cacheOptionOf(command: PackageCommand): CommandOption | undefined {
  return findOption(command.options, ...(movers[command.data.name]?.options ?? []));
}

/** A variable as the command sees it: assigned in front of it, earlier in its script, or by ENV and ARG of the stage. */
export function commandVariable(step: RunStep, command: PackageCommand, name: string): string | undefined {
  const own = command.invocation.command?.assignments.find((assignment) => assignment.name === name);
  if (own !== undefined) return own.value.unquoted;
  for (const invocation of step.script.invocations) {
    if (invocation.span.start >= command.span.start) break;
    if (invocation.name !== "export") continue;
    const exported = invocation.arguments.find((word) => word.unquoted.startsWith(`${name}=`));
    if (exported !== undefined) return exported.unquoted.slice(name.length + 1);
  }
  const wrapped = command.invocation.command?.arguments.find((word) => word.span.end <= command.span.start && word.unquoted.startsWith(`${name}=`));
  if (wrapped !== undefined) return wrapped.unquoted.slice(name.length + 1);
  return stageVariable(step.stage, name, step.run.span.start);
}

/** The cache mount that keeps the downloads of a command. */
export function cacheMountOf(step: RunStep, command: PackageCommand): Mount | undefined {
  const folders = cacheFoldersOf(step, command);
  return step.mounts.find((mount) => mount.type === "cache" && folders.some((folder) => isMountedAt(mount, folder)));
}

/** Whether the downloads of a command stay out of the layer: a cache or tmpfs mount holds them, or one whose place is not known. */
export function isCacheOutside(step: RunStep, command: PackageCommand): boolean {
  const folders = cacheFoldersOf(step, command);
  return step.mounts.some((mount) => isOutside(mount) && (mount.target === undefined || folders.some((folder) => isMountedAt(mount, folder))));
}

/** Whether what stands below an absolute folder, or one of the home, stays out of the layer. */
export function isOutsideLayer(mounts: readonly Mount[], folder: string): boolean {
  return mounts.some((mount) => isOutside(mount) && isMountedAt(mount, folder));
}

function isOutside(mount: Mount): boolean {
  return mount.type === "cache" || mount.type === "tmpfs";
}

/** Whether a mount lies at a folder or above it; a folder of the home (`~/…`) is looked for in any home. */
export function isMountedAt(mount: Mount, folder: string): boolean {
  const { target } = mount;
  if (target === undefined) return false;
  if (!folder.startsWith("~/")) return isAtOrBelow(target, folder);
  const inHome = /^(?:~|\/root|\/(?:home|Users)\/[^/]+)(\/.*)?$/.exec(target.replace(/\/+$/, ""))?.[1];
  if (inHome !== undefined) return isAtOrBelow(inHome, folder.slice(1));
  return target.replace(/\/+$/, "").endsWith(folder.slice(1)) || /^\/(?:root|home|home\/[^/]+)\/?$/.test(target);
}
