import { standingSpan } from "../base/anchored-span.ts";
import { memoize } from "../base/memoize.ts";
import type { Span } from "../base/span.ts";
import type { Fix } from "../rules/fix.ts";
import type { Rule, Severity } from "../rules/rule.ts";
import { isShellcheckRule, shellcheckUrl } from "./shellcheck-rules.ts";

/** One place where a rule found something. Spans are offsets into the text of `uri`. */
export interface Finding {
  readonly uri: string;
  readonly rule: Rule;
  readonly severity: Exclude<Severity, "off">;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** What a rule says of a place. Nodes move with later edits of their text; what was found in this one stays where it is. */
export function findingAt(span: Span, by: Pick<Finding, "uri" | "rule" | "severity">, message: string, fixes: readonly (Fix | undefined)[]): Finding {
  return { ...by, span: standingSpan(span), message, fixes: fixes.flatMap((fix) => (fix ? [standingFix(fix)] : [])) };
}

function standingFix(fix: Fix): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, span: standingSpan(edit.span) })) };
}

/** Order of findings in reports: by place, then by rule. */
export function compareFindings(a: Finding, b: Finding): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.rule.name < b.rule.name ? -1 : a.rule.name > b.rule.name ? 1 : 0);
}

/** Where a rule's page is on the web. */
export const ruleUrl = memoize((rule: Rule): string =>
  (isShellcheckRule(rule) ? shellcheckUrl(rule.name) : `https://github.com/bakewell/bakewell/blob/main/docs/rules/${ruleFileName(rule.name)}.md`));

/** `CacheMountDefeated` → `cache-mount-defeated`. */
export function ruleFileName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])/g, (_match, a, b, c, d) => (a ? `${a}-${b}` : `${c}-${d}`)).toLowerCase();
}
