import type { MappedText } from "../base/mapped-text.ts";
import type { Edit } from "../base/edit.ts";
import type { Span } from "../base/span.ts";
import type { ShellcheckLevel } from "./shellcheck-rules.ts";

/** One remark of ShellCheck; spans are offsets in the script that it was given. */
export interface ShellcheckRemark {
  readonly code: number;
  readonly level: ShellcheckLevel;
  readonly message: string;
  readonly span: Span;
  /** Its own fix; empty when it has none. */
  readonly edits: readonly Edit[];
}

/** A script with more remarks than this is not shell at all. */
const mostRemarks = 300;

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * Reads what ShellCheck printed of these scripts in the format `json1`; columns count Unicode characters, a tab as one. Gives the remarks
 * on each script. What is malformed is left out.
 */
export function readShellcheckReport(output: string, scripts: readonly MappedText[]): ShellcheckRemark[][] {
  const remarks = scripts.map((): ShellcheckRemark[] => []);
  const comments = asRecord(parseJson(output))["comments"];
  for (const entry of Array.isArray(comments) ? comments : []) {
    const comment = asRecord(entry);
    const number = scripts.length === 1 ? 0 : Number(comment["file"]);
    const remark = scripts[number] && readRemark(comment, scripts[number]);
    if (remark && remarks[number]!.length < mostRemarks) remarks[number]!.push(remark);
  }
  return remarks;
}

function readRemark(comment: Record<string, unknown>, script: MappedText): ShellcheckRemark | undefined {
  const { code, level, message } = comment;
  if (!isPlace(comment) || typeof code !== "number" || typeof message !== "string" || !isLevel(level)) return undefined;
  return { code, level, message, span: spanOf(comment, script), edits: readEdits(asRecord(comment["fix"])["replacements"], script) };
}

function readEdits(replacements: unknown, script: MappedText): Edit[] {
  if (!Array.isArray(replacements)) return [];
  const edits = replacements.map((entry): Edit | undefined => {
    const replacement = asRecord(entry);
    const newText = replacement["replacement"];
    return isPlace(replacement) && typeof newText === "string" && !newText.includes("\n") ? { span: spanOf(replacement, script), newText } : undefined;
  });
  const sound = edits.filter((edit) => edit !== undefined);
  return sound.length === edits.length ? sound : [];
}

function spanOf({ line, column, endLine, endColumn }: Place, script: MappedText): Span {
  const start = script.offsetAt(line, column);
  return { start, end: Math.max(start, script.offsetAt(endLine, endColumn)) };
}

function isPlace(value: Record<string, unknown>): value is Record<string, unknown> & Place {
  return [value["line"], value["column"], value["endLine"], value["endColumn"]].every((part) => Number.isInteger(part) && (part as number) > 0);
}

function isLevel(value: unknown): value is ShellcheckLevel {
  return value === "error" || value === "warning" || value === "info" || value === "style";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
