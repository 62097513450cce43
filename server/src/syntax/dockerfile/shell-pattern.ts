/** One step of a pattern: a literal character, `?` for any one, `*` for any run. Neither crosses a line break. */
type Step = { readonly kind: "literal"; readonly character: string } | { readonly kind: "any" } | { readonly kind: "run" };

/** A glob of `${name#…}`, `${name%…}` or `${name/…/…}` without bracket expressions, which BuildKit does not know. */
export type Pattern = readonly Step[];

/** Undefined when a backslash stands before a character that cannot be escaped. The escape is a backslash under both escape directives. */
export function compilePattern(text: string): Pattern | undefined {
  const steps: Step[] = [];
  const characters = Array.from(text);
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    if (character === "*") steps.push({ kind: "run" });
    else if (character === "?") steps.push({ kind: "any" });
    else if (character !== "\\") steps.push({ kind: "literal", character });
    else {
      const next = characters[index + 1];
      if (next === "}" || next === "/") continue;
      if (next !== "*" && next !== "?" && next !== "\\") return undefined;
      steps.push({ kind: "literal", character: next });
      index++;
    }
  }
  return steps;
}

/** The text of a pattern for matching from the end: reversed, but each backslash stays in front of what it escapes. */
export function reversePattern(text: string): string {
  return (text.match(/\\[^]|[^]/gu) ?? []).reverse().join("");
}

/** `${name#pattern}` and, with the longest match, `${name##pattern}`. */
export function trimStart(value: string, pattern: Pattern, longest: boolean): string {
  const characters = Array.from(value);
  const match = findMatch(characters, pattern, 0, { anchored: true, longest });
  return match === undefined ? value : characters.slice(match.end).join("");
}

/** `${name%pattern}` and `${name%%pattern}`: the same on everything reversed. `reversed` comes from `reversePattern`. */
export function trimEnd(value: string, reversed: Pattern, longest: boolean): string {
  const characters = Array.from(value).reverse();
  const match = findMatch(characters, reversed, 0, { anchored: true, longest });
  return match === undefined ? value : characters.slice(match.end).reverse().join("");
}

/**
 * `${name/pattern/replacement}` and `${name//pattern/replacement}`. With `//` BuildKit reads the replacement as a Go
 * template, in which `$0` is the match and other `$` references are empty.
 */
export function replaceMatches(value: string, pattern: Pattern, replacement: string, everywhere: boolean): string {
  const characters = Array.from(value);
  let result = "";
  let copied = 0;
  let from = 0;
  while (from <= characters.length) {
    const match = findMatch(characters, pattern, from, { anchored: false, longest: true });
    if (match === undefined) break;
    result += characters.slice(copied, match.start).join("");
    // An empty match right behind the one before it does not count.
    if (match.end > copied || match.start === 0) {
      const matched = characters.slice(match.start, match.end).join("");
      result += everywhere ? fillTemplate(replacement, matched) : replacement;
    }
    copied = match.end;
    if (!everywhere) break;
    from = Math.max(from + 1, match.end);
  }
  return result + characters.slice(copied).join("");
}

function fillTemplate(template: string, matched: string): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced?: string, bare?: string) => {
    if (whole === "$$") return "$";
    return (braced ?? bare) === "0" ? matched : "";
  });
}

interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * The leftmost match at or behind `from`. All states advance together over the text, each with the earliest start that
 * leads to it, so the time is the product of both lengths at most.
 */
function findMatch(text: readonly string[], pattern: Pattern, from: number, how: { anchored: boolean; longest: boolean }): Match | undefined {
  let best: Match | undefined;
  let states = emptyStates(pattern);
  for (let index = from; index <= text.length; index++) {
    if (index === from || (!how.anchored && best === undefined)) enter(states, pattern, 0, index);
    const start = states[pattern.length]!;
    if (start >= 0 && (best === undefined || start <= best.start)) {
      best = { start, end: index };
      if (!how.longest) return best;
    }
    const limit = best?.start ?? index;
    const next = emptyStates(pattern);
    if (index === text.length || !advance(states, next, pattern, text[index]!, limit)) {
      if (how.anchored || best !== undefined) return best;
    }
    states = next;
  }
  return best;
}

function emptyStates(pattern: Pattern): number[] {
  return Array.from({ length: pattern.length + 1 }, () => -1);
}

/** Marks a state, and those behind runs, which may be empty. */
function enter(states: number[], pattern: Pattern, state: number, start: number): void {
  for (let index = state; ; index++) {
    const known = states[index]!;
    if (known < 0 || start < known) states[index] = start;
    if (index >= pattern.length || pattern[index]!.kind !== "run") return;
  }
}

/** Moves every state that began at or before `limit` over one character; false when none is left. */
function advance(states: readonly number[], next: number[], pattern: Pattern, character: string, limit: number): boolean {
  let alive = false;
  for (let index = 0; index < pattern.length; index++) {
    const start = states[index]!;
    if (start < 0 || start > limit) continue;
    const step = pattern[index]!;
    const fits = step.kind === "literal" ? step.character === character : character !== "\n";
    if (!fits) continue;
    alive = true;
    enter(next, pattern, step.kind === "run" ? index : index + 1, start);
  }
  return alive;
}
