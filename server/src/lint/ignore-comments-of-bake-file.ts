import type { Span } from "../base/span.ts";
import type { BakeFile } from "../model/bake/bake-file.ts";
import type { Body } from "../syntax/hcl/tree.ts";
import { type IgnoreComment, readIgnoreComment } from "./ignore-comments.ts";

/** All ignore comments of a bake file. A comment covers the attribute or block below it; behind one, its own line. */
export function ignoreCommentsOfBakeFile(file: BakeFile, text: string): IgnoreComment[] {
  if (file.tree.comments.length === 0) return [];
  const statements = statementsOf(file.tree.body);
  return file.tree.comments.flatMap((comment) => {
    const covers = statementOnLine(text, comment) ?? statements.find((statement) => statement.start >= comment.end);
    return readIgnoreComment(text, comment, covers) ?? [];
  });
}

/** The spans of all attributes and blocks, outer ones first, in the order of the text. */
function statementsOf(body: Body): Span[] {
  return body.items.flatMap((item) => (item.kind === "block" ? [item.span, ...statementsOf(item.body)] : [item.span]));
}

/** What stands in front of the comment on its line. */
function statementOnLine(text: string, comment: Span): Span | undefined {
  const start = text.lastIndexOf("\n", comment.start - 1) + 1;
  return text.slice(start, comment.start).trim() === "" ? undefined : { start, end: comment.start };
}
