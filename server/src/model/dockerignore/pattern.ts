/** Whether a clean path, slashes and no dots in front, matches. */
export type PathMatcher = (path: string) => boolean;

/** One step of a pattern. `dirs` is `**` in front of something: any number of steps with their slashes; `all` is `**` at the end. */
type Token =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "class"; readonly expression: RegExp }
  | { readonly kind: "any" | "star" | "dirs" | "all" };

/**
 * A pattern of a `.dockerignore`: `*` and `?` stay within one step of the path, `**` goes over any number of steps, none
 * included, `[…]` is a class of characters and `\` takes the next character for itself. Undefined when it is malformed.
 */
export function compilePattern(pattern: string): PathMatcher | undefined {
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  if (!isWellFormed(pattern)) return undefined;
  // `folder/**` is everything below the folder, and not the folder; `**name` whatever ends like this.
  if (/^[^*?[\]\\]+\*\*$/.test(pattern)) return (path) => path.startsWith(pattern.slice(0, -2));
  if (/^\*\*[^*?[\]\\]*$/.test(pattern)) {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1));
  }
  try {
    const tokens = readTokens(pattern);
    return (path) => matchTokens(tokens, path);
  } catch {
    return undefined;
  }
}

function readTokens(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "*" && pattern[at + 1] === "*") {
      at++;
      if (pattern[at + 1] === "/") at++;
      tokens.push({ kind: at + 1 >= pattern.length ? "all" : "dirs" });
    } else if (char === "*" || char === "?") {
      tokens.push({ kind: char === "*" ? "star" : "any" });
    } else if (char === "\\") {
      at++;
      tokens.push({ kind: "class", expression: new RegExp(`^${escapeSequence(pattern[at]!)}$`, "su") });
    } else if (char === "[") {
      const end = endOfClass(pattern, at);
      tokens.push({ kind: "class", expression: new RegExp(`^${classOf(pattern.slice(at + 1, end))}$`, "su") });
      at = end;
    } else {
      const whole = String.fromCodePoint(pattern.codePointAt(at)!);
      tokens.push({ kind: "char", char: whole });
      at += whole.length - 1;
    }
  }
  return tokens;
}

/**
 * Follows all ways through the tokens at once, so that the time only grows with the product of both lengths. State `i` stands
 * in front of token `i`, state `i + size` within the steps that a `dirs` has begun to take.
 */
function matchTokens(tokens: readonly Token[], path: string): boolean {
  const size = tokens.length + 1;
  let states = new Set<number>();
  enter(tokens, 0, states);
  for (const char of path) {
    const next = new Set<number>();
    for (const state of states) advance(tokens, state, char, size, next);
    if (next.size === 0) return false;
    states = next;
  }
  return states.has(tokens.length);
}

/** Adds a state with those that are reached from it without a character. */
function enter(tokens: readonly Token[], state: number, into: Set<number>): void {
  for (let at = state; !into.has(at); at++) {
    into.add(at);
    const kind = tokens[at]?.kind;
    if (kind !== "star" && kind !== "dirs" && kind !== "all") return;
  }
}

function advance(tokens: readonly Token[], state: number, char: string, size: number, into: Set<number>): void {
  if (state >= size) {
    into.add(state);
    if (char === "/") enter(tokens, state - size + 1, into);
    return;
  }
  const token = tokens[state];
  switch (token?.kind) {
    case "char": if (token.char === char) enter(tokens, state + 1, into); break;
    case "class": if (token.expression.test(char)) enter(tokens, state + 1, into); break;
    case "any": if (char !== "/") enter(tokens, state + 1, into); break;
    case "star": if (char !== "/") enter(tokens, state, into); break;
    case "all": enter(tokens, state, into); break;
    case "dirs":
      into.add(state + size);
      if (char === "/") enter(tokens, state + 1, into);
      break;
    default:
  }
}

/** In front of a letter the backslash is one of the regular expression that BuildKit makes of the pattern. */
function escapeSequence(char: string): string {
  if (char === "a") return "\\x07";
  return /[A-Za-z0-9]/.test(char) ? `\\${char}` : escaped(char);
}

function escaped(char: string): string {
  return /[$()*+.?[\\\]^{|}/]/.test(char) ? `\\${char}` : char;
}

function endOfClass(pattern: string, start: number): number {
  let at = start + (pattern[start + 1] === "^" ? 2 : 1);
  for (; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "]") return at;
  }
  return -1;
}

function classOf(content: string): string {
  const isNegated = content.startsWith("^");
  const inside = (isNegated ? content.slice(1) : content).replace(/\\(.)|([[\]^&|(){}/$.*+?~!#%,:;<=>@`])/gsu, (_, quoted: string | undefined, char: string | undefined) => inClass(quoted ?? char!));
  return `[${isNegated ? "^" : ""}${inside}]`;
}

function inClass(char: string): string {
  return /[\\\]^-]/.test(char) ? `\\${char}` : char === "[" ? "\\[" : char;
}

/** Brackets are closed and not empty, and a backslash has something to escape. */
function isWellFormed(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    if (pattern[at] === "\\") {
      at++;
      if (at >= pattern.length) return false;
    } else if (pattern[at] === "[") {
      const end = endOfClass(pattern, at);
      if (end < 0 || /^\^?$/.test(pattern.slice(at + 1, end))) return false;
      at = end;
    }
  }
  return true;
}
