import type { Span } from "../base/span.ts";
import { type IgnoreComment, readIgnoreComment } from "./ignore-comments.ts";

/** All ignore comments of a YAML file that stand on lines of their own, in blocks of text as well. A comment covers what the next line begins: the line, and those below that are indented more. */
export function ignoreCommentsOfYaml(text: string): IgnoreComment[] {
  if (!text.includes("ignore")) return [];
  return [...text.matchAll(/^[ \t]*(#.*)/gm)].flatMap(({ 0: line, 1: comment, index }) => {
    const end = index + line.length;
    return readIgnoreComment(text, { start: end - comment!.length, end }, coveredBelow(text, end)) ?? [];
  });
}

function coveredBelow(text: string, offset: number): Span | undefined {
  const first = /\n(?:[ \t]*(?:#.*)?\n)*([ \t]*)\S/y;
  first.lastIndex = offset;
  const match = first.exec(text);
  if (!match) return undefined;
  const next = new RegExp(`\\n(?:[ \\t]{0,${match[1]!.length}})(?![ \\t\\r\\n])`, "g");
  next.lastIndex = first.lastIndex;
  const end = next.exec(text);
  return { start: first.lastIndex - 1, end: end ? end.index : text.length };
}
