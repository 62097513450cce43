import type { Format } from "./reported-finding.ts";

/** By the name that `--format` takes; a run needs one of them. */
export const formats: Readonly<Record<string, () => Promise<Format>>> = {
  text: async () => (await import("./text.ts")).formatText,
  json: async () => (await import("./json.ts")).formatJson,
  sarif: async () => (await import("./sarif.ts")).formatSarif,
  github: async () => (await import("./github.ts")).formatGithub,
  gitlab: async () => (await import("./gitlab.ts")).formatGitlab,
  checkstyle: async () => (await import("./checkstyle.ts")).formatCheckstyle,
  junit: async () => (await import("./junit.ts")).formatJunit,
};

export const formatNames: readonly string[] = Object.keys(formats);
