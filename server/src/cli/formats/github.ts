import type { ReportedFinding } from "./reported-finding.ts";

const levels = { error: "error", warning: "warning", info: "notice", hint: "notice" } as const;

/** Workflow commands of GitHub Actions, which show findings at the lines of a pull request. */
export function formatGithub(findings: readonly ReportedFinding[]): string {
  return findings
    .map(({ path, lines, finding }) => {
      const { start, end } = lines.rangeOf(finding.span);
      const place = start.line === end.line
        ? `line=${start.line + 1},col=${start.character + 1},endColumn=${end.character + 1}`
        : `line=${start.line + 1},endLine=${end.line + 1}`;
      return `::${levels[finding.severity]} file=${escapeProperty(path)},${place},title=${finding.rule.name}::${escapeData(finding.message)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
