import type { Rule, Severity } from "../rules/rule.ts";
import { type Profile, profiles } from "./profiles.ts";

/** What the user wrote in `.bakewell.jsonc` or in settings. Unknown shapes were reported and dropped while reading. */
export interface Configuration {
  readonly profile?: string | undefined;
  /** By rule name or alias. */
  readonly rules?: Readonly<Record<string, RuleSetting>> | undefined;
  /** Globs of files that are not linted, relative to the configuration's folder. */
  readonly ignore?: readonly string[] | undefined;
  /** What is different for some files. Where several match, later ones win, rule by rule. */
  readonly overrides?: readonly ConfigurationOverride[] | undefined;
  /** The severity from which on the command line fails, where its caller names none. Only hadolint's configuration says it. */
  readonly failLevel?: "error" | "warning" | "info" | "hint" | "none";
  /** hadolint's comments that switch rules off count for nothing. */
  readonly ignoresPragmas?: boolean;
}

export interface ConfigurationOverride {
  /** Globs as in a `.gitignore`, relative to the configuration's folder. */
  readonly files: readonly string[];
  readonly profile?: string | undefined;
  readonly rules?: Readonly<Record<string, RuleSetting>> | undefined;
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
  /** Whether the profile asks for what hadolint reports, and nothing beyond. */
  readonly imitatesHadolint: boolean;
}

/** Later configurations win over earlier ones, rule by rule. */
export function resolveConfiguration(...layers: readonly Pick<Configuration, "profile" | "rules">[]): ResolvedConfiguration {
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
  const decide = (rule: Rule) => {
    const setting = find(rule);
    const written = setting !== undefined && typeof setting !== "string" ? setting[1] : {};
    return {
      severity: setting === undefined ? profile(rule) : typeof setting === "string" ? setting : setting[0],
      options: Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, written[name] ?? option.default])),
    };
  };
  const decided = new Map<Rule, ReturnType<typeof decide>>();
  const decisionOn = (rule: Rule): ReturnType<typeof decide> => {
    let decision = decided.get(rule);
    if (!decision) decided.set(rule, (decision = decide(rule)));
    return decision;
  };
  return {
    severityOf: (rule) => decisionOn(rule).severity,
    optionsOf: (rule) => decisionOn(rule).options,
    imitatesHadolint: profile === profiles["hadolint"],
  };
}
