import type { FileEdit, Fix } from "../rules/fix.ts";
import { type InlineDockerfile, inlineDockerfilesOf } from "../workspace/inline-dockerfiles.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { SetModel } from "../workspace/workspace.ts";
import type { Finding } from "./finding.ts";

/** Checks one inline Dockerfile, given what the rules of the set found in it. Findings have its own places. */
export type LintInline = (snapshot: Snapshot, shared: readonly Finding[]) => readonly Finding[];

/**
 * Adds what is found in the Dockerfiles that the set's bake files hold, and puts all that is found in those where their text is
 * written. A text that several targets inherit is checked once.
 */
export function lintInlineDockerfiles(model: SetModel, findings: readonly Finding[], lint: LintInline): readonly Finding[] {
  const inlines = inlineDockerfilesOf(model.links);
  if (inlines.size === 0) return findings;
  const elsewhere = findings.filter((finding) => !inlines.has(finding.uri)).flatMap((finding) => withPlacedFixes(finding, finding.fixes, inlines));
  const inside = [...inlines].flatMap(([uri, { snapshot }]) => lint(snapshot, findings.filter((finding) => finding.uri === uri)));
  return [...elsewhere, ...inside.map((finding) => placed(finding, inlines))];
}

function placed(finding: Finding, inlines: ReadonlyMap<string, InlineDockerfile>): Finding {
  const place = inlines.get(finding.uri)?.text.placeOf(finding.span);
  const own = finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, uri: edit.uri ?? finding.uri })) }));
  return place ? { ...withPlacedFixes(finding, own, inlines), ...place } : finding;
}

/** Leaves out fixes that would edit what an expression computes. */
function withPlacedFixes(finding: Finding, fixes: readonly Fix[], inlines: ReadonlyMap<string, InlineDockerfile>): Finding {
  if (!fixes.some((fix) => fix.edits.some(({ uri }) => uri !== undefined && inlines.has(uri)))) return finding;
  const kept = fixes.flatMap((fix): Fix[] => {
    const edits = fix.edits.map((edit) => placedEdit(edit, inlines));
    return edits.every((edit) => edit !== undefined) ? [{ ...fix, edits }] : [];
  });
  return { ...finding, fixes: kept };
}

function placedEdit(edit: FileEdit, inlines: ReadonlyMap<string, InlineDockerfile>): FileEdit | undefined {
  const inline = edit.uri === undefined ? undefined : inlines.get(edit.uri);
  return inline ? inline.text.editOf(edit) : edit;
}
