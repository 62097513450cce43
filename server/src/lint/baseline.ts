import { relativePath } from "../base/uri.ts";
import { type FileStore, findAbove } from "../workspace/file-store.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Finding } from "./finding.ts";

export const baselineFileName = ".bakewell-baseline.json";

/**
 * Findings that an old project lives with for now: how often each rule found something on a line of that text, by file. Line
 * numbers are left out, so that edits elsewhere do not bring old findings back.
 */
export interface Baseline {
  readonly version: 1;
  /** By path relative to the baseline's folder, then by fingerprint. */
  readonly files: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One known finding: the rule and the trimmed line on which it starts. */
function fingerprint(finding: Finding, snapshot: Snapshot): string {
  const { lines } = snapshot;
  return `${finding.rule.name}: ${lines.lineText(lines.lineAt(finding.span.start)).trim().slice(0, 200)}`;
}

export function writeBaseline(files: readonly { readonly snapshot: Snapshot; readonly findings: readonly Finding[] }[], folderUri: string): string {
  const baseline: Record<string, Record<string, number>> = {};
  for (const { snapshot, findings } of files) {
    if (findings.length === 0) continue;
    const counts: Record<string, number> = {};
    for (const finding of findings) {
      const key = fingerprint(finding, snapshot);
      counts[key] = (counts[key] ?? 0) + 1;
    }
    baseline[relativePath(folderUri, snapshot.uri)] = Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const sorted = Object.fromEntries(Object.entries(baseline).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, files: sorted } satisfies Baseline, undefined, 2)}\n`;
}

/** The findings that the nearest baseline at or above the file does not know, the first ones of equal ones counting as known. */
export function withoutKnown(findings: readonly Finding[], snapshot: Snapshot, store: FileStore): Finding[] {
  const known = knownCounts(snapshot, store);
  if (!known) return [...findings];
  const left = new Map(Object.entries(known));
  return findings.filter((finding) => {
    const key = fingerprint(finding, snapshot);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count <= 0;
  });
}

const parsed = new WeakMap<Snapshot, Baseline | undefined>();

function knownCounts(snapshot: Snapshot, store: FileStore): Readonly<Record<string, number>> | undefined {
  const found = findAbove(store, snapshot.uri, baselineFileName);
  return found && readBaseline(found.file)?.files[relativePath(found.folderUri, snapshot.uri)];
}

/** Undefined for a file that is no baseline; then all findings are shown. */
function readBaseline(file: Snapshot): Baseline | undefined {
  if (!parsed.has(file)) parsed.set(file, parseBaseline(file.text));
  return parsed.get(file);
}

function parseBaseline(text: string): Baseline | undefined {
  try {
    const value = JSON.parse(text) as Partial<Baseline> | null;
    return value?.version === 1 && typeof value.files === "object" && value.files !== null ? (value as Baseline) : undefined;
  } catch {
    return undefined;
  }
}
