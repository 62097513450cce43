/** Whether `name` matches a pattern of Go's `path.Match`; undefined when the pattern is malformed. */
export function matchPattern(pattern: string, name: string): boolean | undefined {
  const source = toRegExp(pattern);
  return source === undefined ? undefined : new RegExp(`^${source}$`, "su").test(name);
}

/** Stars never follow one another, so that the expression has no nested repetition; names are short. */
function toRegExp(pattern: string): string | undefined {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "*") {
      if (!source.endsWith("[^/]*")) source += "[^/]*";
    } else if (char === "?") {
      source += "[^/]";
    } else if (char === "\\") {
      at++;
      if (at >= pattern.length) return undefined;
      source += escape(pattern[at]!);
    } else if (char === "[") {
      const set = readSet(pattern, at);
      if (set === undefined) return undefined;
      source += set.source;
      at = set.end;
    } else {
      source += escape(char);
    }
  }
  return source;
}

function escape(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

/** Within a set a dash would make a range. */
function escapeInSet(char: string): string {
  return char === "-" ? "\\-" : escape(char);
}

function readSet(pattern: string, open: number): { source: string; end: number } | undefined {
  let at = open + 1;
  const negated = pattern[at] === "^";
  if (negated) at++;
  let inner = "";
  for (let first = true; first || pattern[at] !== "]"; first = false) {
    const low = readSetChar(pattern, at);
    if (low === undefined) return undefined;
    at = low.end;
    inner += escapeInSet(low.char);
    if (pattern[at] === "-") {
      const high = readSetChar(pattern, at + 1);
      if (high === undefined) return undefined;
      at = high.end;
      if (high.char < low.char) return undefined;
      inner += `-${escapeInSet(high.char)}`;
    }
    if (at >= pattern.length) return undefined;
  }
  return { source: `[${negated ? "^" : ""}${inner}]`, end: at };
}

function readSetChar(pattern: string, at: number): { char: string; end: number } | undefined {
  const char = pattern[at];
  if (char === undefined || char === "-" || char === "]") return undefined;
  if (char !== "\\") return { char, end: at + 1 };
  const next = pattern[at + 1];
  return next === undefined ? undefined : { char: next, end: at + 2 };
}
