import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { wordsOf } from "../model/dockerfile/text/words.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { Fix } from "../rules/fix.ts";
import type { DockerfileRule, IdleIgnore, Report, Rule, Severity } from "../rules/rule.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { imitateHadolint } from "./hadolint-imitation.ts";

/** What happens when a rule throws: the editor logs it, tests rethrow. */
export type RuleFailure = (rule: Rule, error: unknown) => void;

/** Runs all Dockerfile rules that are on and may find something in a file of these words. Linear in the file's size; the result is sorted by place. Ignore comments are not applied. */
export function lintDockerfile(
  uri: string,
  dockerfile: Dockerfile,
  use: DockerfileUse,
  rules: readonly Rule[],
  configuration: ResolvedConfiguration,
  onFailure: RuleFailure,
): Finding[] {
  const findings: Finding[] = [];
  const words = wordsOf(dockerfile);
  for (const { rule, severity, options } of dockerfileRulesOn(rules, configuration)) {
    if (rule.mentions && !rule.mentions.some((word) => words.has(word))) continue;
    try {
      rule.check({ dockerfile, use, options, report: reporter(uri, rule, severity, rule.severity, findings) });
    } catch (error) {
      onFailure(rule, error);
    }
  }
  const wanted = configuration.imitatesHadolint ? imitateHadolint(uri, dockerfile, findings, rules, configuration) : findings;
  return wanted.sort(compareFindings);
}

/** Runs the rules that judge ignore comments themselves; comments do not switch them off. */
export function lintIgnoreComments(uri: string, idle: readonly IdleIgnore[], rules: readonly Rule[], configuration: ResolvedConfiguration, onFailure: RuleFailure): Finding[] {
  const findings: Finding[] = [];
  for (const rule of idle.length === 0 ? [] : rules) {
    if (rule.language !== "ignore-comments" || isOff(rule, configuration)) continue;
    try {
      rule.check({ idle, options: configuration.optionsOf(rule), report: reporter(uri, rule, configuration.severityOf(rule), rule.severity, findings) });
    } catch (error) {
      onFailure(rule, error);
    }
  }
  return findings;
}

/** A rule that is on, with what is set for it. */
interface RuleOn {
  readonly rule: DockerfileRule;
  /** The severity set by the user or the profile. */
  readonly severity: Severity | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

const known = new WeakMap<ResolvedConfiguration, { readonly rules: readonly Rule[]; readonly on: readonly RuleOn[] }>();

/** Chosen once for each configuration, because it is wanted at every keystroke. */
function dockerfileRulesOn(rules: readonly Rule[], configuration: ResolvedConfiguration): readonly RuleOn[] {
  const before = known.get(configuration);
  if (before?.rules === rules) return before.on;
  const on = rules.flatMap((rule) =>
    rule.language === "dockerfile" && !isOff(rule, configuration) ? [{ rule, severity: configuration.severityOf(rule), options: configuration.optionsOf(rule) }] : []);
  known.set(configuration, { rules, on });
  return on;
}

function isOff(rule: Rule, configuration: ResolvedConfiguration): boolean {
  return (configuration.severityOf(rule) ?? rule.severity) === "off";
}

/** Adds to `findings`; a `chosen` severity wins over the `own` one. */
function reporter(uri: string, rule: Rule, chosen: Severity | undefined, own: Severity, findings: Finding[]): Report {
  const severity = chosen ?? own;
  function report(node: Spanned | Span, message: string, ...fixes: readonly (Fix | undefined)[]): void {
    if (severity === "off") return;
    const span = "span" in node ? node.span : node;
    findings.push({ uri, rule, severity, span, message, fixes: fixes.filter((fix) => fix !== undefined) });
  }
  report.as = (other: Severity): Report => reporter(uri, rule, chosen, other, findings);
  return report;
}
