import type * as lsp from "vscode-languageserver-types";
import type { Edit } from "../base/edit.ts";
import type { LineIndex } from "../base/line-index.ts";
import type { Finding } from "../lint/finding.ts";
import { type IgnoreComment, readIgnoreComment } from "../lint/ignore-comments.ts";
import { insertLinesAbove } from "../rules/fix.ts";
import { diagnosticOf } from "./diagnostics.ts";

/** "Ignore on this line" and "Ignore in this file": each adds to a comment that is there, or writes a new one. */
export function ignoreActions(finding: Finding, lines: LineIndex): lsp.CodeAction[] {
  const name = finding.rule.name;
  const diagnostics = [diagnosticOf(finding, lines)];
  const action = (title: string, edit: Edit): lsp.CodeAction => ({
    title,
    kind: "quickfix",
    diagnostics,
    edit: { changes: { [finding.uri]: [{ range: lines.rangeOf(edit.span), newText: edit.newText }] } },
  });
  return [
    action(`Ignore ${name} on this line`, ignoreOnLine(finding, lines)),
    action(`Ignore ${name} in this file`, ignoreInFile(finding, lines)),
  ];
}

function ignoreOnLine(finding: Finding, lines: LineIndex): Edit {
  const line = commentableLine(lines, lines.lineAt(finding.span.start));
  const indentation = /^[ \t]*/.exec(lines.lineText(line))![0];
  const above = line > 0 ? readAt(lines, line - 1, finding) : undefined;
  if (above?.covers) return appendName(above, finding.rule.name);
  return insertLinesAbove(lines.text, lines.lineStart(line), [`${indentation}# bakewell ignore=${finding.rule.name}`]);
}

function ignoreInFile(finding: Finding, lines: LineIndex): Edit {
  let line = 0;
  for (; line < lines.lineCount && /^\s*(?:#|$)/.test(lines.lineText(line)); line++) {
    const comment = readAt(lines, line, finding);
    if (comment && !comment.covers && comment.tool === "bakewell") return appendName(comment, finding.rule.name);
  }
  return insertLinesAbove(lines.text, lines.lineStart(endOfDirectives(lines)), [`# bakewell ignore-file=${finding.rule.name}`]);
}

function readAt(lines: LineIndex, line: number, finding: Finding): IgnoreComment | undefined {
  const text = lines.lineText(line);
  const start = lines.lineStart(line) + text.length - text.trimStart().length;
  const comment = readIgnoreComment(lines.text, { start, end: lines.lineEnd(line) }, finding.span);
  return comment?.tool === "bakewell" ? comment : undefined;
}

function appendName(comment: IgnoreComment, name: string): Edit {
  const end = comment.namesSpan.end;
  return { span: { start: end, end }, newText: comment.names.length === 0 ? name : `,${name}` };
}

/** Goes up to the line on which the statement starts, past comments and continuations inside it. */
function commentableLine(lines: LineIndex, line: number): number {
  let current = line;
  while (current > 0 && /[\\`][ \t]*$/.test(lines.lineText(current - 1)) && !/^\s*#/.test(lines.lineText(current - 1))) current--;
  return current;
}

/** Parser directives must stay on top, so the comment goes below them. */
function endOfDirectives(lines: LineIndex): number {
  let line = 0;
  while (line < lines.lineCount && /^#[ \t]*(?:syntax|escape|check)[ \t]*=/i.test(lines.lineText(line))) line++;
  return line;
}
