import { hadolintSeverities } from "../data/hadolint-severities.ts";
import { countBefore, type Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { hadolintJudgments } from "../model/hadolint/judgments.ts";
import type { Place } from "../model/hadolint/runs.ts";
import type { Rule, Severity } from "../rules/rule.ts";
import { descriptionOf } from "../rules/rule-description.ts";
import type { Instruction } from "../syntax/dockerfile/tree.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import type { Finding } from "./finding.ts";
import { profiles } from "./profiles.ts";

/**
 * Turns what our rules find into what hadolint reports. Its rules look at less, and sometimes at more, than ours of the same code:
 * findings where it is silent are left out, and where it alone reports there is a finding without a fix.
 */
export function imitateHadolint(uri: string, dockerfile: Dockerfile, findings: readonly Finding[], rules: readonly Rule[], configuration: ResolvedConfiguration): Finding[] {
  const { instructions } = dockerfile.tree;
  const instructionOf = ({ span }: Finding): Instruction | undefined => instructions[countBefore(instructions, span.start + 1) - 1];
  const judged = rules.filter((rule) => codesOf(rule).length > 0);
  const kept = findings.filter(({ rule }) => !judged.includes(rule));
  const reported = new Set<string>();
  for (const rule of judged) {
    const own = new Map(findings.filter((finding) => finding.rule === rule).map((finding) => [instructionOf(finding), finding]));
    for (const code of codesOf(rule)) {
      const severity = severityOf(rule, code, configuration);
      if (severity === "off") continue;
      for (const place of hadolintJudgments.get(code)!(dockerfile, configuration.optionsOf(rule))) {
        const key = `${code} ${place.instruction.span.start}`;
        if (reported.has(key)) continue;
        reported.add(key);
        kept.push(own.get(place.instruction) === undefined ? plainFinding(uri, rule, place, severity) : { ...own.get(place.instruction)!, severity });
      }
    }
  }
  return kept;
}

function plainFinding(uri: string, rule: Rule, { span }: Place, severity: Finding["severity"]): Finding {
  return { uri, rule, severity, span, message: descriptionOf(rule).summary, fixes: [] };
}

/** The codes of a rule that hadolint reports, and that it judges in its own way. */
function codesOf(rule: Rule): string[] {
  return (rule.aliases ?? []).filter((alias) => hadolintJudgments.has(alias));
}

/** A rule that stands for several codes has as many severities, until the user sets one. */
function severityOf(rule: Rule, code: string, configuration: ResolvedConfiguration): Severity {
  const severity = configuration.severityOf(rule);
  return (severity === profiles["hadolint"]!(rule) ? hadolintSeverities.get(code) : severity) ?? rule.severity;
}
