import type { Environment, FileHost } from "../base/host.ts";
import type { RegistryClient } from "../base/registry-client.ts";
import type { ShellcheckRunner } from "../base/shellcheck-runner.ts";

/** What the server needs of the place it runs in: a process with a disk, or a browser's worker. */
export interface Surroundings {
  readonly host: FileHost;
  readonly environment: (settings: Readonly<Record<string, string>>) => Environment;
  /** The ShellCheck program of that name or path; left out where no programs can be run. */
  readonly shellcheck?: (nameOrPath: string) => ShellcheckRunner;
  /** Asks registries; left out where there is no network to ask over. */
  readonly registry?: (settings: RegistrySettings) => Promise<RegistryClient>;
  readonly loadLanguageService: () => Promise<typeof import("../features/base/language-service.ts")>;
}

export interface RegistrySettings {
  /** Registries that may be asked without TLS. */
  readonly insecure: readonly string[];
  /** URIs of the workspace's folders, from which no program is run. */
  readonly folders: readonly string[];
}
