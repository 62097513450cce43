import { parseArgs } from "node:util";
import { closestName } from "../base/closest-name.ts";
import { profileNames } from "../lint/profiles.ts";
import { formatNames } from "./formats/formats.ts";

export interface LintArguments {
  readonly paths: readonly string[];
  /** Whether the text of `paths[0]` comes from standard input. */
  readonly stdin: boolean;
  readonly format: string;
  readonly fix: boolean;
  /** Undefined when it is not given: then the configuration decides, or it is `warning`. */
  readonly failLevel: FailLevel | undefined;
  readonly profile: string | undefined;
  /** A configuration file that is used instead of the nearest `.bakewell.jsonc`. */
  readonly config: string | undefined;
  /** Writes the findings to a baseline in the working folder, so that they are not shown again. */
  readonly writeBaseline: boolean;
  /** Whether ShellCheck is run where it is installed. */
  readonly shellcheck: boolean;
  /** How many threads may work at most; undefined when it is not given. */
  readonly jobs: number | undefined;
}

export const failLevels = ["error", "warning", "info", "hint", "none"] as const;
export type FailLevel = (typeof failLevels)[number];

/** The arguments cannot be understood; the message says which one and what would do. */
export class UsageError extends Error {}

export function readLintArguments(words: readonly string[]): LintArguments {
  const { values, positionals } = parse(words);
  const stdin = values.stdin ?? false;
  if (values.path !== undefined && !stdin) throw new UsageError("--path says what the text of --stdin is; without --stdin it means nothing.");
  if (stdin && (positionals.length > 0 || values.fix || values["write-baseline"])) throw new UsageError("--stdin takes no paths, no --fix and no --write-baseline.");
  const paths = stdin ? [values.path ?? "Dockerfile"] : positionals;
  if (paths.length === 0) throw new UsageError("Name at least one file or folder, for example: bakewell lint .");
  return {
    paths,
    stdin,
    format: oneOf("--format", values.format ?? "text", formatNames),
    fix: values.fix ?? false,
    failLevel: values["fail-level"] === undefined ? undefined : (oneOf("--fail-level", values["fail-level"], failLevels) as FailLevel),
    profile: values.profile === undefined ? undefined : oneOf("--profile", values.profile, profileNames),
    config: values.config,
    writeBaseline: values["write-baseline"] ?? false,
    shellcheck: values["no-shellcheck"] !== true,
    jobs: values.jobs === undefined ? undefined : wholeNumber("--jobs", values.jobs),
  };
}

function parse(words: readonly string[]) {
  return orUsageError(() => parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      format: { type: "string", short: "f" },
      fix: { type: "boolean" },
      "fail-level": { type: "string" },
      profile: { type: "string" },
      config: { type: "string" },
      stdin: { type: "boolean" },
      path: { type: "string" },
      "write-baseline": { type: "boolean" },
      "no-shellcheck": { type: "boolean" },
      jobs: { type: "string", short: "j" },
    },
  }));
}

/** What Node's parser of command lines finds wrong is told like what we find wrong ourselves. */
export function orUsageError<Parsed>(parseWords: () => Parsed): Parsed {
  try {
    return parseWords();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new UsageError(`${option} must be a whole number from 1 on, not "${value}".`);
}

function oneOf(option: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value;
  const close = closestName(value, allowed);
  throw new UsageError(`${option} must be one of ${allowed.join(", ")}, not "${value}".${close ? ` Did you mean ${close}?` : ""}`);
}
