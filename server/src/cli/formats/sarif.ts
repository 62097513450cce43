import { ruleUrl } from "../../lint/finding.ts";
import type { Rule } from "../../rules/rule.ts";
import { descriptionOf } from "../../rules/rule-description.ts";
import type { ReportedFinding } from "./reported-finding.ts";

const levels = { error: "error", warning: "warning", info: "note", hint: "note" } as const;

/** SARIF 2.1.0, for code scanning services. */
export function formatSarif(findings: readonly ReportedFinding[]): string {
  const rules = [...new Set(findings.map(({ finding }) => finding.rule))].sort((a, b) => (a.name < b.name ? -1 : 1));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Bakewell", informationUri: "https://github.com/bakewell/bakewell", rules: rules.map(describeRule) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((reported) => describeResult(reported, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule(rule: Rule) {
  const { category, summary } = descriptionOf(rule);
  return {
    id: rule.name,
    shortDescription: { text: summary },
    helpUri: ruleUrl(rule),
    defaultConfiguration: { level: rule.severity === "off" ? "none" : levels[rule.severity] },
    properties: { tags: [category, ...(rule.aliases ?? [])] },
  };
}

function describeResult({ path, lines, finding }: ReportedFinding, rules: readonly Rule[]) {
  const { start, end } = lines.rangeOf(finding.span);
  return {
    ruleId: finding.rule.name,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split(/[\\/]/).map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
          region: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
        },
      },
    ],
  };
}
