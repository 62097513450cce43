import { AttachedMap } from "../base/attached-map.ts";
import { LatePart } from "../base/late-part.ts";
import { readsOf } from "../base/reads.ts";
import type { Span, Spanned } from "../base/span.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { hashOf, wordsOf } from "../model/dockerfile/text/words.ts";
import { type DockerfileUse, keyOfUse } from "../model/dockerfile/use.ts";
import type { Fix } from "../rules/fix.ts";
import type { DockerfileRule, IdleIgnore, Report, Rule, Severity } from "../rules/rule.ts";
import { allParts } from "../syntax/dockerfile/parts.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding, findingAt } from "./finding.ts";
import { withoutFixesInSwallowedText } from "./fixes-in-swallowed-text.ts";

/** What happens when a rule throws: the editor logs it, tests rethrow. */
export type RuleFailure = (rule: Rule, error: unknown) => void;

/**
 * Runs all Dockerfile rules that are on and may find something in a file of these words. Linear in the file's size; the result is sorted
 * by place. Ignore comments are not applied.
 */
export function lintDockerfile(
  uri: string,
  dockerfile: Dockerfile,
  use: DockerfileUse,
  rules: readonly Rule[],
  configuration: ResolvedConfiguration,
  onFailure: RuleFailure,
): Finding[] {
  const findings: Finding[] = [];
  const silence: Silence = { use: keyOfUse(use), reads: new Map() };
  const lasting = lastingSilence(dockerfile, silence.use);
  silences.set(dockerfile, silence);
  for (const on of rulesFor(dockerfile, rules, configuration)) {
    const { rule, severity, options } = on;
    const known = lasting.get(on);
    const before = findings.length;
    try {
      const reads = known ?? readsOf(() => rule.check({ dockerfile, use, options, report: reporter(uri, rule, severity, rule.severity, findings) }));
      if (findings.length === before) silence.reads.set(on, reads);
    } catch (error) {
      onFailure(rule, error);
    }
  }
  const wanted = configuration.imitatesHadolint && hadolintImitation.loaded ? hadolintImitation.loaded.imitateHadolint(uri, dockerfile, findings, rules, configuration) : findings;
  return withoutFixesInSwallowedText(dockerfile, wanted).sort(compareFindings);
}

/** Few want its findings. */
const hadolintImitation = new LatePart(() => import("./hadolint-imitation.ts"));

/** What has to be loaded before all rules can be run on a file. The file is not read when all of them are loaded. */
export function latePartsFor(file: { readonly dockerfile: Dockerfile | undefined }, rules: readonly Rule[], configuration: ResolvedConfiguration): ReadonlySet<LatePart<unknown>> {
  const missing = new Set<LatePart<unknown>>();
  if (configuration.imitatesHadolint && !hadolintImitation.loaded) missing.add(hadolintImitation);
  if (rules.some((rule) => missingPartOf(rule)) && file.dockerfile) {
    for (const { rule } of rulesFor(file.dockerfile, rules, configuration)) {
      const part = missingPartOf(rule);
      if (part) missing.add(part);
    }
  }
  return missing;
}

/** What holds a rule's check, when that is not loaded yet. */
export function missingPartOf(rule: Rule): LatePart<unknown> | undefined {
  return rule.language === "dockerfile" && rule.part && !rule.part.loaded ? rule.part : undefined;
}

/** Those that are on and may find something in a file of these words. */
function rulesFor(dockerfile: Dockerfile, rules: readonly Rule[], configuration: ResolvedConfiguration): readonly RuleOn[] {
  const words = wordsOf(dockerfile);
  return dockerfileRulesOn(rules, configuration).filter(({ mentions }) => !mentions || words.hasAny(mentions));
}

/** The rules that found nothing in a Dockerfile that is used in some way, with what they looked at. */
interface Silence {
  readonly use: string;
  readonly reads: Map<RuleOn, number>;
}

const silences = new AttachedMap<Dockerfile, Silence>();

/** The rules that found nothing before the edit and looked at nothing that it changed, so that they find nothing again. */
function lastingSilence(dockerfile: Dockerfile, use: string): ReadonlyMap<RuleOn, number> {
  const earlier = dockerfile.takeEarlier();
  const before = earlier && earlier.changed !== allParts ? silences.get(earlier.dockerfile) : undefined;
  return new Map(before?.use === use ? [...before.reads].filter(([, reads]) => (reads & earlier!.changed) === 0) : []);
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
  /** The hashes of the words that it mentions. */
  readonly mentions: readonly number[] | undefined;
}

const known = new WeakMap<ResolvedConfiguration, { readonly rules: readonly Rule[]; readonly on: readonly RuleOn[] }>();

/** Chosen once for each configuration, because it is wanted at every keystroke. */
function dockerfileRulesOn(rules: readonly Rule[], configuration: ResolvedConfiguration): readonly RuleOn[] {
  const before = known.get(configuration);
  if (before?.rules === rules) return before.on;
  const on = rules.flatMap((rule) =>
    rule.language === "dockerfile" && !isOff(rule, configuration) ? [{ rule, severity: configuration.severityOf(rule), options: configuration.optionsOf(rule), mentions: rule.mentions?.map(hashOf) }] : []);
  known.set(configuration, { rules, on });
  return on;
}

function isOff(rule: Rule, configuration: ResolvedConfiguration): boolean {
  return (configuration.severityOf(rule) ?? rule.severity) === "off";
}

/** Adds to `findings`; a `chosen` severity wins over the `own` one. */
export function reporter(uri: string, rule: Rule, chosen: Severity | undefined, own: Severity, findings: Finding[]): Report {
  const severity = chosen ?? own;
  function report(node: Spanned | Span, message: string, ...fixes: readonly (Fix | undefined)[]): void {
    if (severity === "off") return;
    findings.push(findingAt("span" in node ? node.span : node, { uri, rule, severity }, message, fixes));
  }
  report.as = (other: Severity): Report => reporter(uri, rule, chosen, other, findings);
  return report;
}
