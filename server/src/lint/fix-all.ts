import { applyEdits, conflict, type Edit } from "../base/edit.ts";
import { compareFindings, type Finding } from "./finding.ts";

/** How often fix-all lints again after it applied fixes; a fix that is not settled by then is left alone. */
export const maximumPasses = 3;

/**
 * Chooses the first fix of each finding that passes `accept`, leaving out those that would touch the text of one
 * chosen before. Fixes that change other files are left to the lightbulb.
 */
export function collectFixes(findings: readonly Finding[], uri: string, accept: (finding: Finding, safety: string) => boolean): Edit[] {
  const chosen: Edit[] = [];
  for (const finding of [...findings].sort(compareFindings)) {
    const fix = finding.fixes.find((candidate) => accept(finding, candidate.safety));
    if (!fix || fix.edits.some((edit) => edit.uri !== undefined && edit.uri !== uri)) continue;
    const fresh = fix.edits.filter((edit) => !chosen.some((other) => sameEdit(other, edit)));
    if (fresh.some((edit) => chosen.some((other) => conflict(edit, other) || touchesInsertion(edit, other)))) continue;
    chosen.push(...fresh);
  }
  return chosen;
}

/** Applies safe fixes until nothing changes, at most `maximumPasses` times. Returns the new text. */
export function fixAll(text: string, uri: string, lint: (text: string) => readonly Finding[]): string {
  let current = text;
  for (let pass = 0; pass < maximumPasses; pass++) {
    const edits = collectFixes(lint(current), uri, (_finding, safety) => safety === "safe");
    if (edits.length === 0) break;
    const next = applyEdits(current, edits);
    if (next === current) break;
    current = next;
  }
  return current;
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
}

/** Two insertions at one place, by different findings, are kept for separate passes: their order would be chance. */
function touchesInsertion(a: Edit, b: Edit): boolean {
  return a.span.start === b.span.start && a.span.end === a.span.start && b.span.end === b.span.start;
}
