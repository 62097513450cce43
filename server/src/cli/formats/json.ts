import { ruleUrl } from "../../lint/finding.ts";
import type { ReportedFinding } from "./reported-finding.ts";

/** `{"findings":[…]}`: lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export function formatJson(findings: readonly ReportedFinding[]): string {
  const rows = findings.map(({ path, lines, finding }) => {
    const { start, end } = lines.rangeOf(finding.span);
    return {
      path,
      rule: finding.rule.name,
      aliases: finding.rule.aliases ?? [],
      severity: finding.severity,
      message: finding.message,
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      fixable: finding.fixes.length > 0,
      url: ruleUrl(finding.rule),
    };
  });
  return `${JSON.stringify({ findings: rows }, undefined, 2)}\n`;
}
