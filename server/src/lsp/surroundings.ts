import type { Environment, FileHost } from "../base/host.ts";
import type { ShellcheckRunner } from "../base/shellcheck-runner.ts";

/** What the server needs of the place it runs in: a process with a disk, or a browser's worker. */
export interface Surroundings {
  readonly host: FileHost;
  readonly environment: (settings: Readonly<Record<string, string>>) => Environment;
  /** The ShellCheck program of that name or path; left out where no programs can be run. */
  readonly shellcheck?: (nameOrPath: string) => ShellcheckRunner;
  readonly loadLanguageService: () => Promise<typeof import("../features/base/language-service.ts")>;
}
