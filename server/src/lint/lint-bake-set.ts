import { groupBy } from "../base/group-by.ts";
import type { Fix } from "../rules/fix.ts";
import type { BakeRule, CrossFileRule, FilePlace, FileReport, Rule, Severity } from "../rules/rule.ts";
import type { TargetLink } from "../workspace/links.ts";
import type { SetModel } from "../workspace/workspace.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding, findingAt } from "./finding.ts";
import type { RuleFailure } from "./lint-dockerfile.ts";

/** Gives the configuration that holds for a file. */
export type ConfigurationOf = (uri: string) => ResolvedConfiguration;

/**
 * Runs the bake and cross-file rules on one set. Findings may lie in any of its files or in the Dockerfiles that it
 * builds; ignore comments are not applied here, because they belong to the file of each finding. The sets `beside` it build
 * some of the same Dockerfiles.
 */
export function lintBakeSet(model: SetModel, beside: readonly SetModel[], rules: readonly Rule[], configurationOf: ConfigurationOf, onFailure: RuleFailure): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const linksBeside = beside.flatMap(({ links }) => links);
  for (const rule of rules) {
    if (rule.language !== "bake" && rule.language !== "cross-file") continue;
    const ownFindings: Finding[] = [];
    const severityIn = (uri: string, own: Severity): Severity => configurationOf(uri).severityOf(rule) ?? own;
    const home = model.set.files[0]!.uri;
    if (severityIn(home, rule.severity) === "off" && model.links.every((link) => !link.dockerfileUri || severityIn(link.dockerfileUri, rule.severity) === "off")) continue;
    const isHidden = (uri: string): boolean => rule.appliesToCompose !== true && model.set.files.some((file) => file.uri === uri && file.role === "compose");
    const report = reporter(rule, severityIn, isHidden, ownFindings, seen);
    try {
      runRule(rule, model, linksBeside, configurationOf(home), report);
    } catch (error) {
      onFailure(rule, error);
    }
    findings.push(...oneForEachPlace(ownFindings));
  }
  return findings.sort(compareFindings);
}

function runRule(rule: BakeRule | CrossFileRule, model: SetModel, linksBeside: readonly TargetLink[], configuration: ResolvedConfiguration, report: FileReport): void {
  const options = configuration.optionsOf(rule);
  if (rule.language === "bake") rule.check({ bake: model.set, options, report });
  else rule.check({ bake: model.set, links: model.links, linksBeside, options, report });
}

/** The targets of a matrix, and those that inherit a value, share its place. One message is enough to mend it. */
function oneForEachPlace(findings: readonly Finding[]): Finding[] {
  const places = groupBy(findings, ({ uri, severity, span }) => `${uri}\n${severity}\n${span.start}-${span.end}`);
  return [...places.values()].map(([first, ...others]) => (others.length === 0 ? first! : { ...first!, message: `${first!.message} (${others.length} more like this)` }));
}

/** Several targets may inherit one faulty line; it is reported once. */
function reporter(rule: Rule, severityIn: (uri: string, own: Severity) => Severity, isHidden: (uri: string) => boolean, findings: Finding[], seen: Set<string>): FileReport {
  const reportWith = (own: Severity): FileReport => {
    const report = (place: FilePlace, message: string, ...fixes: readonly (Fix | undefined)[]): void => {
      const severity = severityIn(place.uri, own);
      const key = `${rule.name}\n${place.uri}\n${place.span.start}-${place.span.end}\n${message}`;
      if (severity === "off" || seen.has(key) || isHidden(place.uri)) return;
      seen.add(key);
      findings.push(findingAt(place.span, { uri: place.uri, rule, severity }, message, fixes));
    };
    return Object.assign(report, { as: reportWith });
  };
  return reportWith(rule.severity);
}
