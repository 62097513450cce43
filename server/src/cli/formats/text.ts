import type { ReportedFinding } from "./reported-finding.ts";

const colors = { error: 31, warning: 33, info: 36, hint: 90 } as const;

/** For people: findings by file, each with its line of source and a mark below it, and a count at the end. */
export function formatText(findings: readonly ReportedFinding[], useColor: boolean): string {
  const paint = (code: number, text: string): string => (useColor ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = findings.map(({ path, lines, finding }) => {
    const { start, end } = lines.rangeOf(finding.span);
    const line = lines.lineText(start.line).slice(0, 400);
    const width = Math.max(1, (start.line === end.line ? end.character : line.length) - start.character);
    const margin = String(start.line + 1).padStart(5);
    const tabs = line.slice(0, start.character).replace(/[^\t]/g, " ");
    const head = `${paint(1, `${path}:${start.line + 1}:${start.character + 1}`)} ${paint(colors[finding.severity], finding.severity)} ${finding.message} ${paint(90, finding.rule.name)}`;
    const marks = paint(colors[finding.severity], "^".repeat(Math.min(width, Math.max(1, line.length - start.character))));
    return `${head}\n${paint(90, `${margin} |`)} ${line}\n      ${paint(90, "|")} ${tabs}${marks}\n`;
  });
  return `${blocks.join("")}${summary(findings)}\n`;
}

function summary(findings: readonly ReportedFinding[]): string {
  if (findings.length === 0) return "No findings.";
  const count = (severity: string): number => findings.filter(({ finding }) => finding.severity === severity).length;
  const parts = [["error", "errors"], ["warning", "warnings"], ["info", "infos"], ["hint", "hints"]]
    .map(([one, many]) => [count(one!), one, many] as const)
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => `${number} ${number === 1 ? one : many}`);
  const fixable = findings.filter(({ finding }) => finding.fixes.some((fix) => fix.safety === "safe")).length;
  const files = new Set(findings.map(({ path }) => path)).size;
  return `${parts.join(", ")} in ${files} ${files === 1 ? "file" : "files"}${fixable > 0 ? `; ${fixable} fixable with --fix` : ""}.`;
}
