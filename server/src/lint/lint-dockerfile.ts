import { LatePart } from "../base/late-part.ts";
import { readsOf } from "../base/reads.ts";
import type { Dockerfile } from "../model/dockerfile/dockerfile.ts";
import { hashOf, wordsOf } from "../model/dockerfile/text/words.ts";
import type { DockerfileUse } from "../model/dockerfile/use.ts";
import type { DockerfileRule, IdleIgnore, Rule, Severity } from "../rules/rule.ts";
import type { ResolvedConfiguration } from "./configuration.ts";
import { compareFindings, type Finding } from "./finding.ts";
import { withoutFixesInSwallowedText } from "./fixes-in-swallowed-text.ts";
import { reporter } from "./reporter.ts";
import { SilentRules } from "./silent-rules.ts";

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
  const silent = new SilentRules(dockerfile, use);
  for (const on of rulesFor(dockerfile, rules, configuration)) {
    const { rule, severity, options } = on;
    if (missingPartOf(rule) || silent.has(on)) continue;
    const before = findings.length;
    try {
      const { reads } = readsOf(() => rule.check({ dockerfile, use, options, report: reporter(uri, rule, severity, rule.severity, findings) }));
      if (findings.length === before) silent.add(on, reads);
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
