import { asSpan, type Span, type Spanned } from "../base/span.ts";
import type { Fix } from "../rules/fix.ts";
import type { Report, Rule, Severity } from "../rules/rule.ts";
import { type Finding, findingAt } from "./finding.ts";

/** Adds to `findings`; a `chosen` severity wins over the `own` one. */
export function reporter(uri: string, rule: Rule, chosen: Severity | undefined, own: Severity, findings: Finding[]): Report {
  const severity = chosen ?? own;
  function report(node: Spanned | Span, message: string, ...fixes: readonly (Fix | undefined)[]): void {
    if (severity === "off") return;
    findings.push(findingAt(asSpan(node), { uri, rule, severity }, message, fixes));
  }
  report.as = (other: Severity): Report => reporter(uri, rule, chosen, other, findings);
  return report;
}
