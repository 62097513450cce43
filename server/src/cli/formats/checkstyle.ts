import type { ReportedFinding } from "./reported-finding.ts";
import { byPath, escapeXml } from "./xml.ts";

const levels = { error: "error", warning: "warning", info: "info", hint: "ignore" } as const;

/** Checkstyle's XML, which many review tools read. */
export function formatCheckstyle(findings: readonly ReportedFinding[]): string {
  const files = byPath(findings).map(([path, found]) => {
    const errors = found.map(({ lines, finding }) => {
      const { line, character } = lines.positionAt(finding.span.start);
      return `    <error line="${line + 1}" column="${character + 1}" severity="${levels[finding.severity]}" message="${escapeXml(finding.message)}" source="bakewell.${finding.rule.name}"/>\n`;
    });
    return `  <file name="${escapeXml(path)}">\n${errors.join("")}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join("")}</checkstyle>\n`;
}
