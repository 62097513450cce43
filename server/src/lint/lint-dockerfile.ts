import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { Fix } from "../rules/fix.ts";
import type { IdleIgnore, Report, Rule, Severity } from "../rules/rule.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding } from "./finding.ts";

/** What happens when a rule throws: the editor logs it, tests rethrow. */
export type RuleFailure = (rule: Rule, error: unknown) => void;

/** Runs all Dockerfile rules that are on. Linear in the file's size; the result is sorted by place. Ignore comments are not applied. */
export function lintDockerfile(
  uri: string,
  dockerfile: Dockerfile,
  use: DockerfileUse,
  rules: readonly Rule[],
  configuration: ResolvedConfiguration,
  onFailure: RuleFailure,
): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (rule.language !== "dockerfile") continue;
    runRule(rule, uri, configuration, findings, onFailure, (report, options) => rule.check({ dockerfile, use, options, report }));
  }
  return findings.sort(compareFindings);
}

/** Runs the rules that judge ignore comments themselves; comments do not switch them off. */
export function lintIgnoreComments(uri: string, idle: readonly IdleIgnore[], rules: readonly Rule[], configuration: ResolvedConfiguration, onFailure: RuleFailure): Finding[] {
  const findings: Finding[] = [];
  for (const rule of idle.length === 0 ? [] : rules) {
    if (rule.language !== "ignore-comments") continue;
    runRule(rule, uri, configuration, findings, onFailure, (report, options) => rule.check({ idle, options, report }));
  }
  return findings;
}

/** Runs one rule unless it is off, with a `report` that adds to `findings`. */
function runRule(
  rule: Rule,
  uri: string,
  configuration: ResolvedConfiguration,
  findings: Finding[],
  onFailure: RuleFailure,
  check: (report: Report, options: Readonly<Record<string, unknown>>) => void,
): void {
  const chosen = configuration.severityOf(rule);
  if ((chosen ?? rule.severity) === "off") return;
  const reportWith = (own: Severity): Report => {
    const severity = chosen ?? own;
    const report = (node: Spanned | Span, message: string, ...fixes: readonly (Fix | undefined)[]): void => {
      if (severity === "off") return;
      const span = "span" in node ? node.span : node;
      findings.push({ uri, rule, severity, span, message, fixes: fixes.filter((fix) => fix !== undefined) });
    };
    return Object.assign(report, { as: reportWith });
  };
  try {
    check(reportWith(rule.severity), configuration.optionsOf(rule));
  } catch (error) {
    onFailure(rule, error);
  }
}
