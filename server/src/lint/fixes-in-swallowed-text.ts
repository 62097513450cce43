import type { Edit } from "../base/edit.ts";
import { swallowedTexts } from "../model/dockerfile/comments/dangling-continuations.ts";
import { countBefore, type Dockerfile } from "../model/dockerfile/dockerfile.ts";
import type { Finding } from "./finding.ts";

/**
 * Leaves out fixes that touch an instruction which a line continuation has made a part of the one above: its words are taken for
 * something that they are not, and once the continuation is gone they are read anew.
 */
export function withoutFixesInSwallowedText(dockerfile: Dockerfile, findings: Finding[]): Finding[] {
  const swallowed = swallowedTexts(dockerfile);
  if (swallowed.length === 0) return findings;
  const touches = ({ span }: Edit): boolean => {
    const last = swallowed[countBefore(swallowed, span.end) - 1];
    return last !== undefined && span.start <= last.span.end;
  };
  return findings.map((finding) => ({ ...finding, fixes: finding.fixes.filter(({ edits }) => !edits.some(touches)) }));
}
