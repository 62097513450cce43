/** Whether a clean path, slashes and no dots in front, matches. */
export type PathMatcher = (path: string) => boolean;

/**
 * A pattern of a `.dockerignore`: `*` and `?` stay within one step of the path, `**` goes over any number of steps, none
 * included, `[…]` is a class of characters and `\` takes the next character for itself. Undefined when it is malformed.
 */
export function compilePattern(pattern: string): PathMatcher | undefined {
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  if (!isWellFormed(pattern)) return undefined;
  const { source, isOnlyPrefix } = toExpression(pattern);
  if (isOnlyPrefix !== undefined) return (path) => path.startsWith(isOnlyPrefix);
  if (/^\*\*[^*?[\]\\]*$/.test(pattern)) {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith("/") && path === suffix.slice(1));
  }
  try {
    const expression = new RegExp(`^${source}$`, "su");
    return (path) => expression.test(path);
  } catch {
    return undefined;
  }
}

function toExpression(pattern: string): { source: string; isOnlyPrefix: string | undefined } {
  let source = "";
  let isPlain = true;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "*" && pattern[at + 1] === "*") {
      at++;
      if (pattern[at + 1] === "/") at++;
      const isEnd = at + 1 >= pattern.length;
      // `folder/**` is everything below the folder, and not the folder.
      if (isEnd && isPlain && pattern.length > 2) return { source, isOnlyPrefix: pattern.replace(/\*\*\/?$/, "") };
      source += isEnd ? ".*" : "(?:.*/)?";
      isPlain = false;
    } else if (char === "*" || char === "?") {
      source += char === "*" ? "[^/]*" : "[^/]";
      isPlain = false;
    } else if (char === "\\") {
      at++;
      source += escapeSequence(pattern[at]!);
      isPlain = false;
    } else if (char === "[") {
      const end = endOfClass(pattern, at);
      source += end < 0 ? "\\[" : classOf(pattern.slice(at + 1, end));
      at = end < 0 ? at : end;
      isPlain = false;
    } else source += escaped(char);
  }
  return { source, isOnlyPrefix: undefined };
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
