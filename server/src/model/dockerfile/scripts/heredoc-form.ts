import type { Span } from "../../../base/span.ts";
import { instructionSource, joinedSlice } from "../../../syntax/shell/source.ts";
import type { RunStep } from "./run-steps.ts";

/** A RUN of joined commands written as a heredoc. */
export interface HeredocForm {
  readonly count: number;
  /** The command as it is now, with the rest of its last line: the closing line has to stand alone. */
  readonly span: Span;
  readonly text: string;
}

/** The heredoc that does the same as a list of commands joined by `&&`; undefined for any other script. */
export function heredocFormOf({ run, script, dockerfile }: RunStep): HeredocForm | undefined {
  const { text, tree } = dockerfile;
  const [statement, ...more] = script.script?.statements ?? [];
  if (!statement || more.length > 0 || statement.separator || script.script!.faults.length > 0 || run.command?.form !== "shell" || run.heredocs.length > 0) return undefined;
  const { pipelines, operators } = statement.list;
  const { span } = run.command;
  if (operators.some(({ operator }) => operator !== "&&") || text.slice(span.start, span.end).includes("#") || text.slice(run.span.start, span.end).includes("<<")) return undefined;
  const source = instructionSource(text, span, tree.escape);
  const lines = pipelines.map((pipeline) => joinedSlice(source, pipeline.span.start - span.start, pipeline.span.end - span.start).trim());
  // A shell takes carriage returns in a heredoc for a part of each line.
  if (text.includes("\r\n")) return undefined;
  // A command in several lines of the script itself, or that begins as the closing line does, would change its meaning.
  if (lines.some((line) => line.includes("\n") || line === "" || line === "EOF")) return undefined;
  const lineEnd = text.indexOf("\n", span.end);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const heredoc = ["<<EOF", "set -e", ...lines, "EOF", ...(lineEnd < 0 ? [] : [""])].join("\n");
  return { count: pipelines.length, span: { start: span.start, end }, text: heredoc };
}
