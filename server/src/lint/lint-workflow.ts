import type { Rule } from "../rules/rule.ts";
import type { WorkflowLinks } from "../workspace/workflow-links.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import type { Finding } from "./finding.ts";
import type { RuleFailure } from "./lint-dockerfile.ts";
import { reporter } from "./reporter.ts";

/** Runs the rules on a workflow whose files are known. Ignore comments are not applied. */
export function lintWorkflow(uri: string, links: WorkflowLinks, rules: readonly Rule[], configuration: ResolvedConfiguration, onFailure: RuleFailure): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    const severity = configuration.severityOf(rule);
    if (rule.language !== "workflow" || (severity ?? rule.severity) === "off") continue;
    try {
      rule.check({ links, options: configuration.optionsOf(rule), report: reporter(uri, rule, severity, rule.severity, findings) });
    } catch (error) {
      onFailure(rule, error);
    }
  }
  return findings;
}
