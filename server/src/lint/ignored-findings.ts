import type { Rule } from "../rules/rule.ts";
import type { Finding } from "./finding.ts";
import type { IgnoreComment } from "./ignore-comments.ts";
import { isShellcheckRule } from "./shellcheck-rules.ts";

/** Tells whether comments switch a finding off. Linear in the comments once, then by binary search for each finding. */
export function ignoredBy(comments: readonly IgnoreComment[]): (finding: Finding) => boolean {
  if (comments.length === 0) return () => false;
  const everywhere = new Names();
  const byCover = new Map<string, Cover>();
  for (const comment of comments) {
    if (!comment.covers) {
      everywhere.add(comment);
      continue;
    }
    const { start, end } = comment.covers;
    let cover = byCover.get(`${start} ${end}`);
    if (!cover) {
      cover = { start, end, names: new Names(), outer: undefined };
      byCover.set(`${start} ${end}`, cover);
    }
    cover.names.add(comment);
  }
  const covers = nest([...byCover.values()]);
  return ({ rule, span }) => {
    if (everywhere.has(rule)) return true;
    for (let cover = lastFrom(covers, span.start); cover; cover = cover.outer) if (span.start <= cover.end && cover.names.has(rule)) return true;
    return false;
  };
}

/** A range that comments cover. */
interface Cover {
  readonly start: number;
  readonly end: number;
  readonly names: Names;
  /** The nearest of the earlier ranges that reaches into this one. */
  outer: Cover | undefined;
}

/** Sorts ranges and links them, so that all ranges that hold an offset are met on the way out from the last that starts before it. */
function nest(covers: Cover[]): readonly Cover[] {
  covers.sort((a, b) => a.start - b.start || b.end - a.end);
  let before: Cover | undefined;
  for (const cover of covers) {
    while (before && before.end < cover.start) before = before.outer;
    cover.outer = before;
    before = cover;
  }
  return covers;
}

function lastFrom(covers: readonly Cover[], offset: number): Cover | undefined {
  let low = 0;
  let high = covers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (covers[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return covers[low - 1];
}

/** The names that comments of one place give, in lower case. When BuildKit's or ShellCheck's say `all`, they mean their own. */
class Names {
  private readonly names = new Set<string>();
  private hasAll = false;
  private hasAllChecks = false;
  private hasAllOfShellcheck = false;

  add({ names, tool }: IgnoreComment): void {
    for (const name of names) {
      const lower = name.toLowerCase();
      if (lower !== "all") this.names.add(lower);
      else if (tool === "check") this.hasAllChecks = true;
      else if (tool === "shellcheck") this.hasAllOfShellcheck = true;
      else this.hasAll = true;
    }
  }

  has(rule: Rule): boolean {
    if (this.hasAll || (this.hasAllChecks && rule.aliases?.some((alias) => alias.startsWith("buildkit:")) === true)) return true;
    if (this.hasAllOfShellcheck && isShellcheckRule(rule)) return true;
    return this.names.size > 0 && namesOf(rule).some((name) => this.names.has(name));
  }
}

const ruleNames = new WeakMap<Rule, readonly string[]>();

/** What a comment may call a rule: its name, its aliases, and those of BuildKit without their prefix. */
function namesOf(rule: Rule): readonly string[] {
  let names = ruleNames.get(rule);
  if (!names) {
    names = [rule.name, ...(rule.aliases ?? [])].flatMap((name) => {
      const lower = name.toLowerCase();
      return lower.startsWith("buildkit:") ? [lower, lower.slice("buildkit:".length)] : [lower];
    });
    ruleNames.set(rule, names);
  }
  return names;
}
