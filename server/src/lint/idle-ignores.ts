import { closestName } from "../base/closest-name.ts";
import type { Span } from "../base/span.ts";
import type { IdleIgnore, Rule } from "../rules/rule.ts";
import type { Finding } from "./finding.ts";
import type { IgnoreComment } from "./ignore-comments.ts";
import { isShellcheckName } from "./shellcheck-rules.ts";

/**
 * Names in our own ignore comments that switch nothing off: no rule of that name found anything where the comment holds,
 * though it is on. Comments of other tools are left alone, because those tools may still need them, and so are codes of ShellCheck,
 * because whether it runs depends on the machine.
 */
export function idleIgnores(
  text: string,
  comments: readonly IgnoreComment[],
  findings: readonly Finding[],
  rules: readonly Rule[],
  isOn: (rule: Rule) => boolean,
): IdleIgnore[] {
  return comments.flatMap((comment) => {
    if (comment.tool !== "bakewell") return [];
    return placesOf(text, comment).flatMap(({ name, span }, index, all) => {
      if (name.toLowerCase() === "all" || isShellcheckName(name)) return [];
      const meant = rules.filter((rule) => isNamed(rule, name));
      const isUsed = meant.some((rule) => !isOn(rule) || findings.some((finding) => finding.rule === rule && isCovered(finding, comment)));
      if (isUsed) return [];
      const closest = meant.length > 0 ? undefined : closestName(name, rules.map((rule) => rule.name));
      return [{ name, nameSpan: span, removal: removalOf(text, comment, all.map((place) => place.span), index), isKnown: meant.length > 0, closest }];
    });
  });
}

function isCovered(finding: Finding, { covers }: IgnoreComment): boolean {
  return !covers || (covers.start <= finding.span.start && finding.span.start <= covers.end);
}

function isNamed(rule: Rule, name: string): boolean {
  const wanted = name.toLowerCase();
  return [rule.name, ...(rule.aliases ?? [])].some((candidate) => candidate.toLowerCase() === wanted);
}

function placesOf(text: string, { namesSpan }: IgnoreComment): { name: string; span: Span }[] {
  const list = text.slice(namesSpan.start, namesSpan.end);
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = namesSpan.start + match.index;
    return { name: match[0], span: { start, end: start + match[0].length } };
  });
}

/** The name with the comma that joins it to a neighbor, or the comment's whole line when nothing else stands there. */
function removalOf(text: string, comment: IgnoreComment, names: readonly Span[], index: number): Span {
  const own = names[index]!;
  if (names.length > 1) return index > 0 ? { start: names[index - 1]!.end, end: own.end } : { start: own.start, end: names[1]!.start };
  const lineStart = text.lastIndexOf("\n", comment.span.start - 1) + 1;
  if (text.slice(lineStart, comment.span.start).trim() !== "") return comment.span;
  const lineBreak = text.indexOf("\n", comment.span.end);
  return { start: lineStart, end: lineBreak < 0 ? text.length : lineBreak + 1 };
}
