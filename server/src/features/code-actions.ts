import type * as lsp from "vscode-languageserver-types";
import type { LineIndex } from "../base/line-index.ts";
import { overlaps, type Span, touches } from "../base/span.ts";
import type { Finding } from "../lint/finding.ts";
import { fixAll } from "../lint/fix-all.ts";
import type { Fix } from "../rules/fix.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { ignoreActions } from "./ignore-actions.ts";

/** Gives the lines of any file that a fix edits; undefined when it is not at hand. */
export type LinesOf = (uri: string) => LineIndex | undefined;

export const fixAllKind = "source.fixAll.bakewell";

/** The lightbulb's entries for a range: fixes of the findings there, then fixes for all of a kind, then ways to ignore. */
export function codeActions(
  uri: string,
  lines: LineIndex,
  range: Span,
  findings: readonly Finding[],
  only: readonly string[] | undefined,
  linesOf: LinesOf,
): lsp.CodeAction[] {
  const wants = (kind: string): boolean => !only || only.some((prefix) => kind === prefix || kind.startsWith(`${prefix}.`));
  const here = findings.filter((finding) => overlaps(finding.span, range) || touches(finding.span, range.start) || touches(finding.span, range.end));
  const actions: lsp.CodeAction[] = [];
  if (wants("quickfix")) {
    for (const finding of here) {
      const diagnostics = [diagnosticOf(finding, lines)];
      for (const [index, fix] of finding.fixes.entries()) {
        const edit = workspaceEdit(fix, uri, linesOf);
        if (edit) actions.push({ title: fix.title, kind: "quickfix", diagnostics, edit, isPreferred: index === 0 && fix.safety === "safe" });
      }
    }
    for (const finding of onePerRule(here)) actions.push(...ignoreActions(finding, lines));
  }
  return actions;
}

/** The action behind `source.fixAll.bakewell`: all safe fixes of the document, to a fixed point. */
export function fixAllAction(uri: string, lines: LineIndex, lint: (text: string) => readonly Finding[]): lsp.CodeAction | undefined {
  const fixed = fixAll(lines.text, uri, lint);
  if (fixed === lines.text) return undefined;
  return {
    title: "Apply all safe fixes of Bakewell",
    kind: fixAllKind,
    edit: { changes: { [uri]: [smallestEdit(lines, fixed)] } },
  };
}

function workspaceEdit(fix: Fix, uri: string, linesOf: LinesOf): lsp.WorkspaceEdit | undefined {
  const changes: Record<string, lsp.TextEdit[]> = {};
  for (const edit of fix.edits) {
    const target = edit.uri ?? uri;
    const lines = linesOf(target);
    if (!lines) return undefined;
    (changes[target] ??= []).push({ range: lines.rangeOf(edit.span), newText: edit.newText });
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

