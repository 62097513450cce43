import type { ReportedFinding } from "./reported-finding.ts";
import { byPath, escapeXml } from "./xml.ts";

/** JUnit's XML: a test suite for each file with findings, a failed test for each finding. */
export function formatJunit(findings: readonly ReportedFinding[]): string {
  const suites = byPath(findings).map(([path, found]) => {
    const cases = found.map(({ lines, finding }) => {
      const { line, character } = lines.positionAt(finding.span.start);
      const place = `${path}:${line + 1}:${character + 1}`;
      return `    <testcase classname="${escapeXml(path)}" name="${finding.rule.name} ${line + 1}:${character + 1}">\n      <failure type="${finding.severity}" message="${escapeXml(finding.message)}">${escapeXml(place)}</failure>\n    </testcase>\n`;
    });
    return `  <testsuite name="${escapeXml(path)}" tests="${found.length}" failures="${found.length}">\n${cases.join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bakewell" tests="${findings.length}" failures="${findings.length}">\n${suites.join("")}</testsuites>\n`;
}
