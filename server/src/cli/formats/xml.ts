import type { ReportedFinding } from "./reported-finding.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;" };

/** Text for an attribute or element; characters that XML cannot hold become the replacement character. */
export function escapeXml(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").replace(/[&<>"'\n\r\t]/g, (char) => entities[char]!);
}

/** Findings by file, in the order in which the files first appear. */
export function byPath(findings: readonly ReportedFinding[]): [string, ReportedFinding[]][] {
  const groups = new Map<string, ReportedFinding[]>();
  for (const reported of findings) {
    const group = groups.get(reported.path);
    if (group) group.push(reported);
    else groups.set(reported.path, [reported]);
  }
  return [...groups];
}
