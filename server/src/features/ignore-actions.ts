import type * as lsp from "vscode-languageserver-types";
import type { Edit } from "../base/edit.ts";
import { touches } from "../base/span.ts";
import type { Finding } from "../lint/finding.ts";
import { type IgnoreComment, readIgnoreComment } from "../lint/ignore-comments.ts";
import { insertLinesAbove } from "../rules/fix.ts";
import type { Body } from "../syntax/hcl/tree.ts";
import type { YamlNode } from "../syntax/yaml/tree.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { diagnosticOf } from "./diagnostics.ts";
import { inlineAt } from "./inline.ts";

/**
 * "Ignore on this line" and "Ignore in this file": each adds to a comment that is there, or writes a new one. In JSON
 * and Compose files only a Dockerfile that they hold can have one.
 */
export function ignoreActions(snapshot: Snapshot, finding: Finding, clientUri: string, workspace: Workspace): lsp.CodeAction[] {
  if (snapshot.role === undefined) return [];
  const name = finding.rule.name;
  const diagnostics = [diagnosticOf(finding, snapshot.lines)];
  const action = (title: string, edit: Edit): lsp.CodeAction => ({
    title,
    kind: "quickfix",
    diagnostics,
    edit: { changes: { [clientUri]: [{ range: snapshot.lines.rangeOf(edit.span), newText: edit.newText }] } },
  });
  const inside = ignoreInside(snapshot, finding, workspace);
  if (snapshot.role === "bake-json" || snapshot.role === "compose") return inside ? [action(`Ignore ${name} on this line`, inside)] : [];
  return [
    action(`Ignore ${name} on this line`, inside ?? ignoreOnLine(snapshot, finding)),
    action(`Ignore ${name} in this file`, ignoreInFile(snapshot, finding)),
  ];
}

function ignoreOnLine(snapshot: Snapshot, finding: Finding): Edit {
  const { lines } = snapshot;
  const line = lines.lineAt(statementStart(snapshot, finding.span.start));
  const above = line > 0 ? readAt(snapshot, line - 1, finding) : undefined;
  if (above?.covers) return appendName(above, finding.rule.name);
  const indentation = /^[ \t]*/.exec(lines.lineText(line))![0];
  return insertLinesAbove(snapshot.text, lines.lineStart(line), [`${indentation}# bakewell ignore=${finding.rule.name}`]);
}

/** The comment in an inline Dockerfile; undefined elsewhere, and where the line is computed. */
function ignoreInside(snapshot: Snapshot, finding: Finding, workspace: Workspace): Edit | undefined {
  const inside = inlineAt(snapshot, finding.span.start, workspace);
  if (!inside) return undefined;
  const { inline, offset } = inside;
  const edit = inline.text.editOf(ignoreOnLine(inline.snapshot, { ...finding, span: { start: offset, end: offset } }));
  return edit?.uri === snapshot.uri ? edit : undefined;
}

function ignoreInFile(snapshot: Snapshot, finding: Finding): Edit {
  const { lines } = snapshot;
  for (let line = 0; line < lines.lineCount && /^\s*(?:#|$)/.test(lines.lineText(line)); line++) {
    const comment = readAt(snapshot, line, finding);
    if (comment && !comment.covers) return appendName(comment, finding.rule.name);
  }
  return insertLinesAbove(snapshot.text, lines.lineStart(endOfDirectives(snapshot)), [`# bakewell ignore-file=${finding.rule.name}`]);
}

function readAt({ lines }: Snapshot, line: number, finding: Finding): IgnoreComment | undefined {
  const text = lines.lineText(line);
  const start = lines.lineStart(line) + text.length - text.trimStart().length;
  const comment = readIgnoreComment(lines.text, { start, end: lines.lineEnd(line) }, finding.span);
  return comment?.tool === "bakewell" ? comment : undefined;
}

function appendName(comment: IgnoreComment, name: string): Edit {
  const end = comment.namesSpan.end;
  return { span: { start: end, end }, newText: comment.names.length === 0 ? name : `,${name}` };
}

/** Where the instruction, or the innermost attribute or block, starts that holds the offset: a comment can stand above it. */
function statementStart(snapshot: Snapshot, offset: number): number {
  const instruction = snapshot.dockerfile?.tree.instructions.find((candidate) => touches(candidate.span, offset));
  if (instruction) return instruction.span.start;
  if (snapshot.bakeFile) return innermostStart(snapshot.bakeFile.tree.body, offset) ?? offset;
  return snapshot.yaml?.documents.map((document) => innermostKey(document, offset)).find((start) => start !== undefined) ?? offset;
}

/** Where the innermost key starts whose value holds the offset: in a block of text there are no comments. */
function innermostKey(node: YamlNode, offset: number): number | undefined {
  const values = node.kind === "mapping" ? [...node.entries.values()] : node.kind === "sequence" ? node.items.map((value) => ({ keySpan: undefined, value })) : [];
  for (const { keySpan, value } of values) {
    const start = keySpan?.start ?? value.span.start;
    if (start <= offset && offset <= value.span.end) return innermostKey(value, offset) ?? keySpan?.start;
  }
  return undefined;
}

function innermostStart(body: Body, offset: number): number | undefined {
  const item = body.items.find((candidate) => touches(candidate.span, offset));
  if (!item) return undefined;
  return (item.kind === "block" ? innermostStart(item.body, offset) : undefined) ?? item.span.start;
}

/** Parser directives must stay on top, so the comment goes below them. */
function endOfDirectives({ dockerfile, lines }: Snapshot): number {
  const last = dockerfile?.tree.directives.at(-1);
  return last ? lines.lineAt(last.span.start) + 1 : 0;
}
