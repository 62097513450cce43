import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { Fix } from "../rules/fix.ts";
import type { DockerfileRule, Report, Rule, Severity } from "../rules/rule.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { ignoreCommentsOfDockerfile, isIgnored } from "./ignore-comments.ts";

/** What happens when a rule throws: the editor logs it, tests rethrow. */
export type RuleFailure = (rule: Rule, error: unknown) => void;

/** Runs all Dockerfile rules that are on. Linear in the file's size; the result is sorted by place. */
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
    const severity = configuration.severityOf(rule);
    if ((severity ?? rule.severity) === "off") continue;
    runRule(rule, uri, dockerfile, use, configuration, severity, findings, onFailure);
  }
  const comments = ignoreCommentsOfDockerfile(dockerfile.tree);
  const kept = comments.length === 0 ? findings : findings.filter((finding) => !isIgnored(finding, comments));
  return kept.sort(compareFindings);
}

function runRule(
  rule: DockerfileRule,
  uri: string,
  dockerfile: Dockerfile,
  use: DockerfileUse,
  configuration: ResolvedConfiguration,
  chosen: Severity | undefined,
  findings: Finding[],
  onFailure: RuleFailure,
): void {
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
    rule.check({ dockerfile, use, options: configuration.optionsOf(rule), report: reportWith(rule.severity) });
  } catch (error) {
    onFailure(rule, error);
  }
}
