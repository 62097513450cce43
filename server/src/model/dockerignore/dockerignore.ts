import type { Span } from "../../base/span.ts";
import { compilePattern, type PathMatcher } from "./pattern.ts";

/** One `.dockerignore` as BuildKit reads it. */
export interface Dockerignore {
  readonly patterns: readonly IgnorePattern[];
  /** Lines that make every build with this file fail. */
  readonly invalid: readonly { readonly span: Span; readonly reason: string }[];
}

export interface IgnorePattern {
  /** As written, with the `!` and without blanks around. */
  readonly text: string;
  readonly span: Span;
  /** Counted from 1. */
  readonly line: number;
  /** Without the `!`, cleaned like a path: no slash in front or behind. */
  readonly path: string;
  /** `!`: what earlier patterns left out is in again. */
  readonly isException: boolean;
  readonly matches: PathMatcher;
}

/** Reads the lines: a `#` in the first column makes a comment, blanks around a pattern do not count, paths are cleaned. */
export function parseDockerignore(text: string): Dockerignore {
  const patterns: IgnorePattern[] = [];
  const invalid: { span: Span; reason: string }[] = [];
  let start = 0;
  for (const [index, raw] of text.split("\n").entries()) {
    const content = index === 0 ? raw.replace(/^\uFEFF/, "") : raw;
    const offset = start + raw.length - content.length;
    start += raw.length + 1;
    const trimmed = content.trim();
    if (content.startsWith("#") || trimmed === "") continue;
    const from = offset + content.indexOf(trimmed);
    const span = { start: from, end: from + trimmed.length };
    const isException = trimmed.startsWith("!");
    const path = cleanPattern(isException ? trimmed.slice(1).trim() : trimmed);
    if (isException && (path === "" || path === ".")) {
      if (path === "") invalid.push({ span, reason: "An exception needs a pattern behind the \"!\"." });
      continue;
    }
    const matches = compilePattern(path);
    if (!matches) invalid.push({ span, reason: "This pattern is malformed: brackets have to be closed and not empty, and nothing may end in a backslash." });
    else patterns.push({ text: trimmed, span, line: index + 1, path, isException, matches });
  }
  return { patterns, invalid };
}

/** Like a path: no `.` and `..` where they can be resolved, no double slashes, none in front or behind. */
function cleanPattern(path: string): string {
  if (path === "") return "";
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === ".." && steps.length > 0 && steps[steps.length - 1] !== "..") steps.pop();
    else if (step === ".." && path.startsWith("/")) continue;
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.length === 0 ? "." : steps.join("/");
}

/** The pattern that decides about a path: the last one that matches it or a folder above it. Undefined when none does. */
export function decidingPattern({ patterns }: Dockerignore, path: string): IgnorePattern | undefined {
  const steps = path.split("/");
  const paths = steps.map((_, index) => steps.slice(0, steps.length - index).join("/"));
  return patterns.findLast(({ matches }) => paths.some((candidate) => matches(candidate)));
}

/** Whether a path is left out of the context. The context itself never is. */
export function isIgnored(file: Dockerignore, path: string): boolean {
  if (path === ".") return false;
  const pattern = decidingPattern(file, path);
  return pattern !== undefined && !pattern.isException;
}

/** Whether some exception may bring back something below a folder that is left out. */
export function mayHaveExceptions({ patterns }: Dockerignore, folder: string, after: IgnorePattern): boolean {
  return patterns.some(({ isException, path, line }) => isException && line > after.line && (path.startsWith(`${folder}/`) || /[*?[]/.test(path)));
}
