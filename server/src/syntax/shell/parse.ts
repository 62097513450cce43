import { parse, type ParsedScript } from "unbash";
import type { Span } from "../../base/span.ts";
import type { Fault } from "../fault.ts";
import { buildList } from "./build.ts";
import { rawSource, type ShellSource } from "./source.ts";
import type { ShellScript } from "./tree.ts";
import { spanOf, type BuildContext } from "./words.ts";

/** Larger scripts are left unread, with a fault: their trees would cost more memory than their findings are worth. */
export const maxScriptLength = 4_000_000;
/** unbash looks for each pending here-document's end in turn, so that many on one line cost their square. */
const maxHeredocsPerLine = 500;
/** Each level of substitution is read anew from its start, so that nesting costs depth × length. */
const maxSubstitutionDepth = 24;

/**
 * Reads a POSIX or bash script; `start` is the offset of `text` in its file. Never throws: what cannot be read is a fault.
 * PowerShell and cmd scripts must not come here (`isPosixLike`).
 */
export function parseShell(text: string, start = 0): ShellScript {
  return parseShellSource(rawSource(text, { start, end: start + text.length }));
}

/** Reads a script whose text is not in the file as it stands, because of escapes: every span is the given one. */
export function parseDecodedShell(text: string, span: Span): ShellScript {
  return parseShellSource(rawSource(text, span), span);
}

export function parseShellSource(source: ShellSource, fixed?: Span): ShellScript {
  const context: BuildContext = { source, fixed, depth: 0, buildScript };
  const whole = spanOf(context, 0, source.masked.length);
  if (source.masked.length > maxScriptLength || hasManyHeredocs(source.masked)) {
    return emptyScript(whole, { code: "shell-too-large", span: whole, message: "This script is too large to be checked." });
  }
  try {
    return convert(parse(source.masked), context, whole);
  } catch {
    return emptyScript(whole, { code: "shell-too-complex", span: whole, message: "This script is nested too deeply to be checked." });
  }
}

function buildScript(script: ParsedScript | undefined, outer: BuildContext, part: Span): ShellScript {
  if (script === undefined || outer.depth >= maxSubstitutionDepth) return emptyScript(part);
  const context: BuildContext = {
    source: script.source === undefined ? outer.source : rawSource(script.source, part),
    fixed: script.source === undefined ? outer.fixed : part,
    depth: outer.depth + 1,
    buildScript,
  };
  try {
    return convert(script, context, part);
  } catch {
    return emptyScript(part);
  }
}

function convert(script: ParsedScript, context: BuildContext, span: Span): ShellScript {
  const faults = script.errors?.map((error) => faultOf(error.message, error.pos, context));
  return { span, statements: buildList(script.commands, context), faults: faults ?? [] };
}

function emptyScript(span: Span, ...faults: Fault[]): ShellScript {
  return { span, statements: [], faults };
}

/** The fault covers the word or operator at its position; where nothing stands there, the one before. */
function faultOf(message: string, pos: number, context: BuildContext): Fault {
  const text = context.source.masked;
  const at = Math.min(Math.max(pos, 0), text.length);
  const here = /^(?:[\w./-]+|&&|\|\||;;|\S)/.exec(text.slice(at, at + 80));
  if (here !== null) return fault(message, spanOf(context, at, at + here[0].length));
  const end = text.slice(0, at).trimEnd().length;
  const before = /(?:[\w./-]+|&&|\|\||;;|\S)$/.exec(text.slice(Math.max(0, end - 80), end));
  return fault(message, spanOf(context, end - (before?.[0].length ?? 0), end));
}

function fault(message: string, span: Span): Fault {
  return { code: "shell-syntax", span, message: sentence(message) };
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function hasManyHeredocs(text: string): boolean {
  let count = 0;
  let newline = -1;
  for (let index = text.indexOf("<<"); index !== -1; index = text.indexOf("<<", index + 2)) {
    if (index > newline) {
      count = 0;
      newline = text.indexOf("\n", index);
      if (newline === -1) newline = text.length;
    }
    if (++count > maxHeredocsPerLine) return true;
  }
  return false;
}
