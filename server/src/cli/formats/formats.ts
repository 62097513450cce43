import { formatCheckstyle } from "./checkstyle.ts";
import { formatGithub } from "./github.ts";
import { formatGitlab } from "./gitlab.ts";
import { formatJson } from "./json.ts";
import { formatJunit } from "./junit.ts";
import type { Format } from "./reported-finding.ts";
import { formatSarif } from "./sarif.ts";
import { formatText } from "./text.ts";

/** By the name that `--format` takes. */
export const formats: Readonly<Record<string, Format>> = {
  text: formatText,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
  gitlab: formatGitlab,
  checkstyle: formatCheckstyle,
  junit: formatJunit,
};

export const formatNames: readonly string[] = Object.keys(formats);
