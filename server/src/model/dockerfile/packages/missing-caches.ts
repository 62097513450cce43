import type { PackageCommand } from "../../shell/packages.ts";
import type { CommandOption } from "../../shell/options.ts";
import { noCacheOption } from "../files/cache-bypasses.ts";
import { rootBase, type Stage } from "../dockerfile.ts";
import { shortRepository } from "../images/image-reference.ts";
import { cacheOptionOf, commandVariable, isCacheOutside, isOutsideLayer } from "./package-caches.ts";
import type { RunStep } from "../scripts/run-steps.ts";
import { isRootUser, userAt } from "../users/users.ts";

/** A call that could keep its downloads in a cache mount. */
export interface MissingCache {
  readonly command: PackageCommand;
  /** Where to mount, absolute. */
  readonly folders: readonly string[];
  /** Options that would make no use of the mount. */
  readonly options: readonly CommandOption[];
}

interface Cacheable {
  readonly subcommands: RegExp;
  /** Folders of root, by the short name of the base image that differs, `""` for all others. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** Variables that move the cache or switch it off. */
  readonly variables: readonly string[];
}

const cacheables: Readonly<Record<string, Cacheable>> = {
  pip: { subcommands: /^(?:install|wheel|download)$/, folders: { "": ["/root/.cache/pip"] }, variables: ["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"] },
  uv: { subcommands: /^(?:sync|pip install|pip sync|tool install)$/, folders: { "": ["/root/.cache/uv"] }, variables: ["UV_NO_CACHE", "UV_CACHE_DIR"] },
  poetry: { subcommands: /^(?:install|sync)$/, folders: { "": ["/root/.cache/pypoetry"] }, variables: ["POETRY_CACHE_DIR", "POETRY_NO_CACHE"] },
  npm: { subcommands: /^(?:ci|clean-install|install|i)$/, folders: { "": ["/root/.npm"] }, variables: ["npm_config_cache", "NPM_CONFIG_CACHE"] },
  pnpm: { subcommands: /^(?:install|i|fetch)$/, folders: { "": ["/root/.local/share/pnpm/store"] }, variables: ["PNPM_HOME", "npm_config_store_dir"] },
  bun: { subcommands: /^(?:install|i)$/, folders: { "": ["/root/.bun/install/cache"] }, variables: ["BUN_INSTALL_CACHE_DIR"] },
  go: { subcommands: /^(?:build|install|mod download|test)$/, folders: { golang: ["/go/pkg/mod", "/root/.cache/go-build"] }, variables: ["GOCACHE", "GOMODCACHE", "GOPATH", "GOFLAGS"] },
  cargo: { subcommands: /^(?:build|install|fetch|chef)$/, folders: { rust: ["/usr/local/cargo/registry"] }, variables: ["CARGO_HOME"] },
  mvn: { subcommands: /./, folders: { "": ["/root/.m2"] }, variables: ["MAVEN_OPTS", "MAVEN_CONFIG"] },
  gradle: { subcommands: /./, folders: { "": ["/root/.gradle"], gradle: [] }, variables: ["GRADLE_USER_HOME"] },
};

/** The calls of a step run by root whose downloads are lost with each rebuild of its layer. */
export function missingCaches(step: RunStep): MissingCache[] {
  const user = userAt(step.stage, step.run) ?? "root";
  if (step.isOnbuild || step.script.script === undefined || !isRootUser(user)) return [];
  return step.packageCommands.flatMap((command) => {
    const cacheable = cacheables[command.manager];
    if (cacheable === undefined || !cacheable.subcommands.test(command.subcommand) || cacheOptionOf(command) !== undefined) return [];
    if (isCacheOutside(step, command) || cacheable.variables.some((name) => commandVariable(step, command, name) !== undefined)) return [];
    if (command.invocation.wrappers.some((word) => /^(?:su|sudo|gosu|su-exec|runuser|setpriv|chroot)$/.test(word.unquoted))) return [];
    const folders = (cacheable.folders[baseName(step.stage)] ?? cacheable.folders[""] ?? []).filter((folder) => !isOutsideLayer(step.mounts, folder));
    const option = noCacheOption(command);
    return folders.length === 0 ? [] : [{ command, folders, options: option === undefined ? [] : [option] }];
  });
}

function baseName(stage: Stage): string {
  const base = rootBase(stage);
  return base.kind === "image" ? shortRepository(base.ref) : "";
}
