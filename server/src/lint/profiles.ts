import { hadolintSeverities } from "../data/hadolint-severities.ts";
import type { Rule, Severity } from "../rules/rule.ts";
import { shellcheckSeverity } from "./shellcheck-rules.ts";

/** What a profile makes of a rule: a severity for all its findings, or undefined to leave each its own. */
export type Profile = (rule: Rule) => Severity | undefined;

/** By name, as in the setting `bakewell.profile`. */
export const profiles: Readonly<Record<string, Profile>> = {
  recommended: () => undefined,
  /** Every rule counts: what is off or a hint by default becomes visible. */
  strict: (rule) => (rule.severity === "off" || rule.severity === "hint" ? "info" : undefined),
  /** hadolint has ShellCheck built in, with its grades. */
  hadolint: (rule) => hadolintSeverity(rule) ?? shellcheckSeverity(rule) ?? "off",
  /** Only what the configuration switches on by name. */
  none: () => "off",
  buildkit: (rule) => (hasAlias(rule, /^buildkit:/) ? (rule.severity === "error" ? undefined : "warning") : "off"),
};

export const profileNames: readonly string[] = Object.keys(profiles);

/** That of the first code of hadolint's that the rule stands for and hadolint has on. */
function hadolintSeverity(rule: Rule): Severity | undefined {
  const known = (rule.aliases ?? []).flatMap((alias) => hadolintSeverities.get(alias) ?? []);
  return known.find((severity) => severity !== "off") ?? known[0];
}

function hasAlias(rule: Rule, pattern: RegExp): boolean {
  return rule.aliases?.some((alias) => pattern.test(alias)) === true;
}
