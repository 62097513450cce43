import type { Fault } from "../fault.ts";
import { HASH, skipSpace } from "./characters.ts";
import { contentEnd, lineBreakAfter } from "./logical-line.ts";
import type { Directive } from "./tree.ts";

export const directiveNames: readonly string[] = ["syntax", "escape", "check"];

/** What stands in the lines at the top of the file that are parser directives. */
export interface DirectiveBlock {
  readonly directives: readonly Directive[];
  readonly escape: "\\" | "`";
  readonly faults: readonly Fault[];
}

export const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads the directives at the top. Like BuildKit, the first line that is none ends them: an empty line, another comment
 * or an instruction. Behind a `#!` line BuildKit still finds `syntax` and `check`, but `escape` has no effect there.
 */
export function readDirectives(text: string): DirectiveBlock {
  const directives: Directive[] = [];
  const faults: Fault[] = [];
  let escape: "\\" | "`" = "\\";
  let next = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const hasShebang = text.startsWith("#!", next);
  if (hasShebang) next = Math.min(text.length, lineBreakAfter(text, next, text.length) + 1);
  while (next < text.length) {
    const lineBreak = lineBreakAfter(text, next, text.length);
    const directive = directiveAt(text, next, contentEnd(text, next, lineBreak));
    if (directive === undefined) break;
    if (!hasShebang) {
      const fault = faultOf(directive, directives);
      if (fault) faults.push(fault);
      else if (directive.name === "escape") escape = directive.value === "`" ? "`" : "\\";
    }
    directives.push(directive);
    next = Math.min(text.length, lineBreak + 1);
  }
  return { directives, escape, faults };
}

function faultOf(directive: Directive, earlier: readonly Directive[]): Fault | undefined {
  if (earlier.some(({ name }) => name === directive.name)) {
    const message = `The parser directive ${directive.name} stands here a second time; only one is allowed.`;
    return { code: "duplicate-directive", span: directive.span, message };
  }
  if (directive.name === "escape" && directive.value !== "\\" && directive.value !== "`") {
    const message = `The escape character must be a backslash or a backtick, not ${directive.value}.`;
    return { code: "invalid-escape-directive", span: directive.valueSpan, message };
  }
  return undefined;
}

const shape = /^([a-zA-Z][a-zA-Z0-9]*)([\t\n\f\r ]*=[\t\n\f\r ]*)/;

function directiveAt(text: string, lineStart: number, end: number): Directive | undefined {
  const hash = skipSpace(text, lineStart, end);
  if (hash >= end || text.charCodeAt(hash) !== HASH) return undefined;
  const start = skipSpace(text, hash + 1, end);
  if (end - start > 4096) return undefined;
  const match = shape.exec(text.slice(start, end));
  if (!match) return undefined;
  const name = match[1]!.toLowerCase();
  if (!directiveNames.includes(name)) return undefined;
  let valueStart = start + match[0].length;
  let value = text.slice(valueStart, end).replace(/[\t\n\f\r ]+$/, "");
  if (value === "") {
    // BuildKit's pattern needs one character of value and takes the last blank when there is nothing else.
    if (match[0].endsWith("=")) return undefined;
    value = match[0].slice(-1);
    valueStart--;
  }
  const valueSpan = { start: valueStart, end: valueStart + value.length };
  return { span: { start: hash, end: valueSpan.end }, name, nameSpan: { start, end: start + match[1]!.length }, value, valueSpan };
}
