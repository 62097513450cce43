import { createHash } from "node:crypto";
import type { ReportedFinding } from "./reported-finding.ts";

const severities = { error: "critical", warning: "major", info: "minor", hint: "info" } as const;

/** GitLab's code quality report. Fingerprints leave out line numbers, so that a moved finding is no new one. */
export function formatGitlab(findings: readonly ReportedFinding[]): string {
  const seen = new Map<string, number>();
  const issues = findings.map(({ path, lines, finding }) => {
    const { start, end } = lines.rangeOf(finding.span);
    const identity = `${path}\n${finding.rule.name}\n${lines.lineText(start.line).trim()}`;
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return {
      description: finding.message,
      check_name: finding.rule.name,
      fingerprint: createHash("sha256").update(`${identity}\n${count}`).digest("hex").slice(0, 40),
      severity: severities[finding.severity],
      location: { path, lines: { begin: start.line + 1, end: end.line + 1 } },
    };
  });
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
