import type { Finding } from "../lint/finding.ts";
import { type ShellcheckLevel, shellcheckLevel, shellcheckRule } from "../lint/shellcheck-rules.ts";
import type { Rule } from "../rules/rule.ts";
import type { LintRunArguments } from "./lint-run.ts";

/** What a worker is started with. */
export interface LintWorkerData {
  readonly args: LintRunArguments;
  readonly workingFolder: string;
}

/** Files to check; `stop` ends the worker once its ShellCheck is ended. */
export type LintTask = { readonly number: number; readonly files: readonly LintedText[] } | "stop";

export interface LintedText {
  readonly uri: string;
  readonly text: string;
  /** The URIs of the Dockerfiles near it. */
  readonly beside: readonly string[];
}

export interface LintAnswer {
  readonly number: number;
  readonly findings: readonly SentFinding[];
  readonly problems: readonly string[];
}

/** A finding that names its rule, because rules hold functions, which cannot be sent. */
export interface SentFinding extends Omit<Finding, "rule"> {
  readonly rule: string;
  /** Of a code of ShellCheck. */
  readonly level: ShellcheckLevel | undefined;
}

export function toSent(finding: Finding): SentFinding {
  return { ...finding, rule: finding.rule.name, level: shellcheckLevel(finding.rule) };
}

export function fromSent({ rule, level, ...finding }: SentFinding, rules: ReadonlyMap<string, Rule>): Finding {
  return { ...finding, rule: level === undefined ? rules.get(rule)! : shellcheckRule(Number(rule.slice(2)), level) };
}
