import { editDistance } from "../../../base/closest-name.ts";
import type { Span } from "../../../base/span.ts";
import type { Comment } from "../../../syntax/dockerfile/tree.ts";
import type { Dockerfile } from "../dockerfile.ts";

/** A comment that has the form of a parser directive but is none. */
export interface LostDirective {
  readonly comment: Comment;
  /** The directive that is meant. */
  readonly name: "syntax" | "escape" | "check";
  readonly value: string;
  /** The name as written; another one than `name` when it is misspelled. */
  readonly written: string;
  readonly writtenSpan: Span;
}

/** What each directive's value looks like; prose seldom does. */
const values = { syntax: /^\S*dockerfile\S*$/, escape: /^[\\`]$/, check: /^(?:skip|error|experimental)\s*=\s*\S+$/ } as const;

/** Those in front of the first FROM, in order. A directive of the same name that counts leaves out the later ones. */
export function lostDirectives(dockerfile: Dockerfile): LostDirective[] {
  const { comments, directives, text } = dockerfile.tree;
  const end = dockerfile.stages[0]?.from.span.start ?? text.length;
  const given = new Set(directives.map(({ name }) => name));
  return comments.flatMap((comment) => {
    const match = comment.span.start < end && !comment.inside ? /^([A-Za-z]+)[ \t]*=[ \t]*(.*)$/.exec(comment.text) : null;
    const written = match?.[1]!.toLowerCase() ?? "";
    const name = (Object.keys(values) as (keyof typeof values)[]).find((candidate) => isLike(written, candidate) && values[candidate].test(match?.[2] ?? ""));
    if (!match || !name || given.has(name)) return [];
    const start = comment.span.end - comment.text.length;
    return [{ comment, name, value: match[2]!, written: match[1]!, writtenSpan: { start, end: start + match[1]!.length } }];
  });
}

function isLike(written: string, name: string): boolean {
  return Math.abs(written.length - name.length) <= 2 && editDistance(written, name) <= 2;
}
