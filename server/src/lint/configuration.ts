import { closestName } from "../base/closest-name.ts";
import { memoize } from "../base/memoize.ts";
import { type Rule, type Severity, severities } from "../rules/rule.ts";
import { type Profile, profileNames, profiles } from "./profiles.ts";
import { isShellcheckName } from "./shellcheck-rules.ts";

/** What the user wrote in `.bakewell.jsonc` or in settings. Unknown shapes were reported and dropped while reading. */
export interface Configuration {
  readonly profile?: string | undefined;
  /** By rule name or alias. */
  readonly rules?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Globs of files that are not linted, relative to the configuration's folder. */
  readonly ignore?: readonly string[] | undefined;
  /** The severity from which on the command line fails, where its caller names none. Only hadolint's configuration says it. */
  readonly failLevel?: "error" | "warning" | "info" | "hint" | "none";
  /** hadolint's comments that switch rules off count for nothing. */
  readonly ignoresPragmas?: boolean;
}

export type RuleSetting = Severity | readonly [Severity, Readonly<Record<string, unknown>>];

export interface ConfigurationProblem {
  /** The path of keys to the offending value. */
  readonly path: readonly string[];
  readonly message: string;
}

/** A configuration ready for the linter: what every rule does. */
export interface ResolvedConfiguration {
  /** The severity set by the user or the profile; undefined leaves it to the rule. */
  severityOf(rule: Rule): Severity | undefined;
  optionsOf(rule: Rule): Readonly<Record<string, unknown>>;
}

/** Checks the shape of a parsed configuration and keeps what is sound. */
export function readConfiguration(value: unknown, rules: readonly Rule[]): { configuration: Configuration; problems: ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  if (value === undefined) return { configuration: {}, problems };
  if (!isRecord(value)) return { configuration: {}, problems: [{ path: [], message: "The configuration must be an object." }] };
  const known = ["$schema", "profile", "rules", "ignore"];
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const close = closestName(key, known);
    problems.push({ path: [key], message: `Unknown key "${key}".${close ? ` Did you mean "${close}"?` : ""}` });
  }
  return {
    configuration: {
      profile: readProfile(value["profile"], problems),
      rules: readRules(value["rules"], rules, problems),
      ignore: readIgnore(value["ignore"], problems),
    },
    problems,
  };
}

function readProfile(value: unknown, problems: ConfigurationProblem[]): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && profileNames.includes(value)) return value;
  problems.push({ path: ["profile"], message: `"profile" must be one of ${profileNames.join(", ")}.` });
  return undefined;
}

function readIgnore(value: unknown, problems: ConfigurationProblem[]): string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  problems.push({ path: ["ignore"], message: '"ignore" must be a list of glob patterns.' });
  return undefined;
}

function readRules(value: unknown, rules: readonly Rule[], problems: ConfigurationProblem[]): Record<string, RuleSetting> | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value)) {
    problems.push({ path: ["rules"], message: '"rules" must be an object of rule names and severities.' });
    return undefined;
  }
  const names = new Set(rules.flatMap((rule) => [rule.name, ...(rule.aliases ?? [])]).map((name) => name.toLowerCase()));
  const sound: Record<string, RuleSetting> = {};
  for (const [name, setting] of Object.entries(value)) {
    if (!names.has(name.toLowerCase()) && !isShellcheckName(name)) {
      const close = closestName(name, rules.map((rule) => rule.name));
      problems.push({ path: ["rules", name], message: `There is no rule "${name}".${close ? ` Did you mean "${close}"?` : ""}` });
    } else if (isRuleSetting(setting)) {
      sound[name.toLowerCase()] = setting;
    } else {
      problems.push({ path: ["rules", name], message: `"${name}" must be one of ${severities.join(", ")}, or [severity, options].` });
    }
  }
  return sound;
}

/** Later configurations win over earlier ones, rule by rule. */
export function resolveConfiguration(...layers: readonly Configuration[]): ResolvedConfiguration {
  let profile: Profile = profiles["recommended"]!;
  const settings: Map<string, RuleSetting>[] = [];
  for (const layer of layers) {
    if (layer.profile !== undefined) profile = profiles[layer.profile] ?? profile;
    settings.unshift(new Map(Object.entries(layer.rules ?? {}).map(([name, setting]) => [name.toLowerCase(), setting])));
  }
  const find = (rule: Rule): RuleSetting | undefined => {
    const names = [rule.name, ...(rule.aliases ?? [])].map((name) => name.toLowerCase());
    for (const layer of settings) {
      const name = names.find((candidate) => layer.has(candidate));
      if (name !== undefined) return layer.get(name);
    }
    return undefined;
  };
  // Asked for every rule at every keystroke, so each rule is looked up once.
  const decide = memoize((rule: Rule) => {
    const setting = find(rule);
    const written = setting !== undefined && typeof setting !== "string" ? setting[1] : {};
    return {
      severity: setting === undefined ? profile(rule) : typeof setting === "string" ? setting : setting[0],
      options: Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, written[name] ?? option.default])),
    };
  });
  return { severityOf: (rule) => decide(rule).severity, optionsOf: (rule) => decide(rule).options };
}

function isRuleSetting(value: unknown): value is RuleSetting {
  if (typeof value === "string") return (severities as readonly string[]).includes(value);
  return Array.isArray(value) && value.length === 2 && isRuleSetting(value[0]) && typeof value[0] === "string" && isRecord(value[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
