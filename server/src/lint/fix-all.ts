import { applyEdits, type Edit } from "../base/edit.ts";
import { ChosenEdits } from "./chosen-edits.ts";
import { compareFindings, type Finding } from "./finding.ts";
import type { Fix } from "../rules/fix.ts";

/** How often fix-all lints again after it applied fixes; a fix that is not settled by then is left alone. */
export const maximumPasses = 3;

/**
 * Chooses the first fix of each finding that passes `accept`, leaving out those that would touch the text of one
 * chosen before. What only removes text comes first: nothing is mended that goes anyway. Of the fixes for one place the one that
 * writes most comes first, as it may well do what the others would. Fixes that change other files are left to the lightbulb.
 */
export function collectFixes(findings: readonly Finding[], uri: string, accept: (finding: Finding, safety: string) => boolean): Edit[] {
  const chosen = new ChosenEdits();
  const edits: Edit[] = [];
  const found = [...findings].sort(compareFindings).flatMap((finding) => {
    const fix = finding.fixes.find(({ safety }) => accept(finding, safety));
    return fix ? [{ fix, start: finding.span.start, size: sizeOf(fix) }] : [];
  });
  const fixes = found.sort((a, b) => a.start - b.start || b.size - a.size).map(({ fix }) => fix);
  for (const fix of [...fixes.filter(isRemoval), ...fixes.filter((other) => !isRemoval(other))]) {
    if (fix.edits.some((edit) => edit.uri !== undefined && edit.uri !== uri)) continue;
    const fresh = fix.edits.filter((edit) => !chosen.has(edit));
    if (fresh.some((edit) => chosen.conflictsWith(edit))) continue;
    for (const edit of fresh) {
      chosen.add(edit);
      edits.push(edit);
    }
  }
  return edits;
}

function isRemoval({ edits }: Fix): boolean {
  return edits.every(({ newText }) => newText === "");
}

function sizeOf({ edits }: Fix): number {
  return edits.reduce((sum, { newText }) => sum + newText.length, 0);
}

/**
 * Applies safe fixes until nothing changes, at most `maximumPasses` times. Fixes that bring more findings than they take away
 * are left to the lightbulb, so that the number of findings never grows. Returns the new text.
 */
export function fixAll(text: string, uri: string, lint: (text: string) => readonly Finding[]): string {
  const left = new Set<string>();
  let current = text;
  let findings = lint(text);
  for (let pass = 0; pass < maximumPasses; pass++) {
    let next = applySafe(current, uri, findings, left);
    if (next === current) break;
    let remaining = lint(next);
    if (remaining.length > findings.length) {
      for (const name of growingRules(current, uri, findings, lint)) left.add(name);
      next = applySafe(current, uri, findings, left);
      if (next === current) break;
      remaining = lint(next);
      if (remaining.length > findings.length) break;
    }
    current = next;
    findings = remaining;
  }
  return current;
}

/** The rules whose safe fixes, applied without those of others, leave more findings than there were. */
function growingRules(text: string, uri: string, findings: readonly Finding[], lint: (text: string) => readonly Finding[]): string[] {
  const names = new Set(findings.flatMap(({ rule, fixes }) => (fixes.some(({ safety }) => safety === "safe") ? [rule.name] : [])));
  return [...names].filter((name) => {
    const next = applyEdits(text, collectFixes(findings, uri, ({ rule }, safety) => rule.name === name && safety === "safe"));
    return next !== text && lint(next).length > findings.length;
  });
}

function applySafe(text: string, uri: string, findings: readonly Finding[], left: ReadonlySet<string>): string {
  return applyEdits(text, collectFixes(findings, uri, ({ rule }, safety) => safety === "safe" && !left.has(rule.name)));
}
