import type * as lsp from "vscode-languageserver-types";
import type { LineIndex } from "../base/line-index.ts";
import { type Finding, ruleUrl } from "../lint/finding.ts";

const severityNumbers = { error: 1, warning: 2, info: 3, hint: 4 } as const;
const unnecessary: lsp.DiagnosticTag = 1;

/** What a diagnostic carries so that a lightbulb finds its finding again, on whatever version of the text. */
export interface DiagnosticData {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

export function diagnosticOf(finding: Finding, lines: LineIndex): lsp.Diagnostic {
  const data: DiagnosticData = { rule: finding.rule.name, start: finding.span.start, end: finding.span.end };
  const diagnostic: lsp.Diagnostic = {
    range: lines.rangeOf(finding.span),
    severity: severityNumbers[finding.severity],
    code: finding.rule.name,
    codeDescription: { href: ruleUrl(finding.rule) },
    source: "bakewell",
    message: finding.message,
    data,
  };
  return finding.rule.tags?.includes("unnecessary") ? { ...diagnostic, tags: [unnecessary] } : diagnostic;
}
