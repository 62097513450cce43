import type { HclFault } from "./tree.ts";

/** Where the scanner is: between braces of an expression, in a quoted string, or in a heredoc. */
type Mode = { readonly kind: "normal"; depth: number } | { readonly kind: "string" } | { readonly kind: "heredoc"; readonly marker: string };

const operators = new Set(["&&", "||", "==", "!=", "<=", ">=", "=>", "..", "::"]);
const multiLine = "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the \"heredoc\" multi-line template syntax.";

/**
 * Characters that buildx's scanner refuses. It reads the whole file before anything is parsed, so that these faults
 * come before all others. One fault of each kind is enough.
 */
export function findInvalidTokens(text: string): HclFault[] {
  const faults = new Map<string, HclFault>();
  const add = (code: string, start: number, end: number, summary: string, detail: string): void => {
    if (!faults.has(code)) faults.set(code, { code, span: { start, end }, summary, detail, message: `${summary}: ${detail}` });
  };
  const modes: Mode[] = [{ kind: "normal", depth: 0 }];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const mode = modes.at(-1)!;
    at = mode.kind === "normal" ? scanNormal(text, at, mode, modes, add) : scanTemplate(text, at, mode, modes, add);
  }
  return [...faults.values()].sort((a, b) => a.span.start - b.span.start);
}

type Add = (code: string, start: number, end: number, summary: string, detail: string) => void;

const plain = /[\s\p{ID_Start}_0-9][\s\p{ID_Continue}-]*/uy;
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function scanNormal(text: string, at: number, mode: Extract<Mode, { kind: "normal" }>, modes: Mode[], add: Add): number {
  const word = matchEnd(plain, text, at);
  if (word > at) return word;
  const char = text[at]!;
  if (char === "#" || text.startsWith("//", at)) return lineEnd(text, at);
  if (text.startsWith("/*", at)) {
    const close = text.indexOf("*/", at + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (char === "\"") {
    modes.push({ kind: "string" });
    return at + 1;
  }
  if (char === "<") {
    const end = matchEnd(heredoc, text, at);
    if (end > at) {
      modes.push({ kind: "heredoc", marker: /[\p{ID_Start}_][\p{ID_Continue}-]*/u.exec(text.slice(at + 2, end))![0] });
      return atMarker(text, end, modes) ?? end;
    }
  }
  if (char === "{") mode.depth++;
  if (char === "}" && mode.depth-- === 0 && modes.length > 1) modes.pop();
  mode.depth = Math.max(0, mode.depth);
  if (operators.has(text.slice(at, at + 2))) return at + 2;
  return scanOperator(text, at, modes.length > 1, add);
}

function scanOperator(text: string, at: number, inTemplate: boolean, add: Add): number {
  const char = text[at]!;
  if ("(){}[]+-*/%=<>!?:.,".includes(char) || (char === "~" && inTemplate && text[at + 1] === "}")) return at + 1;
  if (char === "~" && inTemplate && (text[at - 1] === "{")) return at + 1;
  const hints: Readonly<Record<string, string>> = { "&": " Did you mean boolean AND (\"&&\")?", "|": " Did you mean boolean OR (\"||\")?", "~": " Did you mean boolean NOT (\"!\")?" };
  if (char === "&" || char === "|" || char === "^" || char === "~") {
    add("bitwise-operator", at, at + 1, "Unsupported operator", `Bitwise operators are not supported.${hints[char] ?? ""}`);
  } else if (char === "'") {
    add("single-quote", at, at + 1, "Invalid character", "Single quotes are not valid. Use double quotes (\") to enclose strings.");
  } else if (char === "`") {
    add("backtick", at, at + 1, "Invalid character", "The \"`\" character is not valid. To create a multi-line string, use the \"heredoc\" syntax, like \"<<EOT\".");
  } else if (char === ";") {
    add("semicolon", at, at + 1, "Invalid character", "The \";\" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.");
  } else {
    add("invalid-character", at, at + 1, "Invalid character", "This character is not used within the language.");
  }
  return at + (char.charCodeAt(0) >= 0xd800 && char.charCodeAt(0) < 0xdc00 ? 2 : 1);
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found;
}

function scanTemplate(text: string, at: number, mode: Exclude<Mode, { kind: "normal" }>, modes: Mode[], add: Add): number {
  const char = text[at]!;
  if ((char === "$" || char === "%") && text[at + 1] === char && text[at + 2] === "{") return at + 3;
  if ((char === "$" || char === "%") && text[at + 1] === "{") {
    modes.push({ kind: "normal", depth: 0 });
    return at + 2;
  }
  if (mode.kind === "heredoc") return char === "\n" ? atMarker(text, at + 1, modes) ?? at + 1 : at + 1;
  if (char === "\\" && text[at + 1] !== "\n") return at + 2;
  if (char === "\"") modes.pop();
  if (char === "\n") add("unclosed-string", at, at + 1, "Invalid multi-line string", multiLine);
  return at + 1;
}

/** The end of the marker if the line at `at` holds nothing else; the heredoc is over then. */
function atMarker(text: string, at: number, modes: Mode[]): number | undefined {
  const mode = modes.at(-1)!;
  if (mode.kind !== "heredoc" || text.slice(at, lineEnd(text, at)).trim() !== mode.marker) return undefined;
  modes.pop();
  return text.indexOf(mode.marker, at) + mode.marker.length;
}
