import { applyEdits, type Edit } from "../base/edit.ts";
import { ChosenEdits } from "./chosen-edits.ts";
import { compareFindings, type Finding } from "./finding.ts";

/** How often fix-all lints again after it applied fixes; a fix that is not settled by then is left alone. */
export const maximumPasses = 3;

/**
 * Chooses the first fix of each finding that passes `accept`, leaving out those that would touch the text of one
 * chosen before. Fixes that change other files are left to the lightbulb.
 */
export function collectFixes(findings: readonly Finding[], uri: string, accept: (finding: Finding, safety: string) => boolean): Edit[] {
  const chosen = new ChosenEdits();
  const edits: Edit[] = [];
  for (const finding of [...findings].sort(compareFindings)) {
    const fix = finding.fixes.find((candidate) => accept(finding, candidate.safety));
    if (!fix || fix.edits.some((edit) => edit.uri !== undefined && edit.uri !== uri)) continue;
    const fresh = fix.edits.filter((edit) => !chosen.has(edit));
    if (fresh.some((edit) => chosen.conflictsWith(edit))) continue;
    for (const edit of fresh) {
      chosen.add(edit);
      edits.push(edit);
    }
  }
  return edits;
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
