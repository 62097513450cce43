import type * as lsp from "vscode-languageserver-types";
import type { LineIndex } from "../base/line-index.ts";
import { overlaps, type Span, touches } from "../base/span.ts";
import type { Finding } from "../lint/finding.ts";
import { fixAll } from "../lint/fix-all.ts";
import type { Fix } from "../rules/fix.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fixAllKind } from "./action-kinds.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { ignoreActions } from "./ignore-actions.ts";

/** What code actions need to know of other files: their texts, and how the client spells their URIs. */
export interface EditedFiles {
  linesOf(uri: string): LineIndex | undefined;
  clientUri(uri: string): string;
  readonly workspace: Workspace;
}

/** The lightbulb's entries for a range: the fixes of each finding there, then ways to ignore it. */
export function codeActions(snapshot: Snapshot, range: Span, findings: readonly Finding[], only: readonly string[] | undefined, files: EditedFiles): lsp.CodeAction[] {
  if (only && !only.some((kind) => kind === "" || kind === "quickfix")) return [];
  const here = findings.filter((finding) => overlaps(finding.span, range) || touches(finding.span, range.start) || touches(finding.span, range.end));
  const fixes = here.flatMap((finding) => fixActions(snapshot, finding, files));
  return [...fixes, ...onePerRule(here).flatMap((finding) => ignoreActions(snapshot, finding, files.clientUri(snapshot.uri), files.workspace))];
}

function fixActions(snapshot: Snapshot, finding: Finding, files: EditedFiles): lsp.CodeAction[] {
  const diagnostics = [diagnosticOf(finding, snapshot.lines)];
  return finding.fixes.flatMap((fix, index) => {
    const edit = workspaceEdit(fix, snapshot.uri, files);
    return edit ? [{ title: fix.title, kind: "quickfix", diagnostics, edit, isPreferred: index === 0 && fix.safety === "safe" }] : [];
  });
}

/** The action behind `source.fixAll.bakewell`: all safe fixes of the document, to a fixed point. */
export function fixAllAction(snapshot: Snapshot, clientUri: string, lint: (text: string) => readonly Finding[]): lsp.CodeAction | undefined {
  const fixed = fixAll(snapshot.text, snapshot.uri, lint);
  if (fixed === snapshot.text) return undefined;
  return {
    title: "Apply all safe fixes of Bakewell",
    kind: fixAllKind,
    edit: { changes: { [clientUri]: [smallestEdit(snapshot.lines, fixed)] } },
  };
}

function workspaceEdit(fix: Fix, uri: string, files: EditedFiles): lsp.WorkspaceEdit | undefined {
  const changes: Record<string, lsp.TextEdit[]> = {};
  for (const edit of fix.edits) {
    const lines = files.linesOf(edit.uri ?? uri);
    if (!lines) return undefined;
    (changes[files.clientUri(edit.uri ?? uri)] ??= []).push({ range: lines.rangeOf(edit.span), newText: edit.newText });
  }
  return { changes };
}

function onePerRule(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => !seen.has(finding.rule.name) && seen.add(finding.rule.name));
}

/** One edit from the old text to the new, without what both share at either end, so that cursors stay where they are. */
export function smallestEdit(lines: LineIndex, newText: string): lsp.TextEdit {
  const old = lines.text;
  let start = 0;
  while (start < old.length && start < newText.length && old[start] === newText[start]) start++;
  let end = 0;
  while (end < old.length - start && end < newText.length - start && old[old.length - 1 - end] === newText[newText.length - 1 - end]) end++;
  const edit = { range: lines.rangeOf({ start, end: old.length - end }), newText: newText.slice(start, newText.length - end) };
  return edit;
}

