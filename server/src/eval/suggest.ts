import { editDistance } from "../base/closest-name.ts";

/** The words that buildx adds for a known name at most two edits away, or nothing. */
export function suggestName(name: string, known: Iterable<string>): string {
  for (const candidate of [...known].sort()) {
    if (Math.abs(candidate.length - name.length) < 3 && editDistance(name, candidate) < 3) return ` Did you mean "${candidate}"?`;
  }
  return "";
}
