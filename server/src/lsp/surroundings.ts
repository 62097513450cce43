import type { Environment, FileHost } from "../base/host.ts";

/** What the server needs of the place it runs in: a process with a disk, or a browser's worker. */
export interface Surroundings {
  readonly host: FileHost;
  readonly environment: (settings: Readonly<Record<string, string>>) => Environment;
  readonly loadLanguageService: () => Promise<typeof import("../features/base/language-service.ts")>;
}
