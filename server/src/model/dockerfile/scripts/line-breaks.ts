import type { Edit } from "../../../base/edit.ts";
import type { Span } from "../../../base/span.ts";
import type { RunStep } from "./run-steps.ts";

/** A place between two commands of a RUN that stand on one line. */
export interface LineBreakPlace {
  /** The operator that joins them. */
  readonly operator: Span;
  /** Puts what follows on a line of its own. */
  readonly edit: Edit;
}

/** The places between the outermost commands of a script where a line could be broken, in order. Heredocs have lines already. */
export function lineBreakPlaces({ run, script, dockerfile }: RunStep): LineBreakPlace[] {
  if (!script.script || run.command?.form !== "shell" || run.heredocs.length > 0 || script.script.faults.length > 0) return [];
  const { text, tree } = dockerfile;
  const lineBreak = ` ${tree.escape}${text.includes("\r\n") ? "\r\n" : "\n"}${indentOf(text.slice(run.span.start, run.headSpan.end))}`;
  const isTrailing = endsLinesWithOperators(text.slice(run.span.start, run.headSpan.end));
  const places: LineBreakPlace[] = [];
  const { statements } = script.script;
  for (const [index, { list, separator }] of statements.entries()) {
    for (const [position, operator] of list.operators.entries()) {
      const before = { start: list.pipelines[position]!.span.end, end: operator.span.start };
      const after = { start: operator.span.end, end: list.pipelines[position + 1]!.span.start };
      if (![before, after].every(({ start, end }) => /^[ \t]*$/.test(text.slice(start, end)))) continue;
      places.push({ operator: operator.span, edit: { span: isTrailing ? after : before, newText: lineBreak } });
    }
    const next = statements[index + 1];
    if (!next || separator?.operator !== ";" || !/^[ \t]*$/.test(text.slice(separator.span.end, next.span.start))) continue;
    places.push({ operator: separator.span, edit: { span: { start: separator.span.end, end: next.span.start }, newText: lineBreak } });
  }
  return places;
}

/** Whether the lines of a command that is broken already end in `&&` instead of beginning with it. */
function endsLinesWithOperators(head: string): boolean {
  return /(?:&&|\|\|)[ \t]*[\\`][ \t]*\r?\n/.test(head) && !/\n[ \t]*(?:&&|\|\|)/.test(head);
}

/** The indentation of the lines that continue the instruction already. */
function indentOf(head: string): string {
  return /\n([ \t]+)[^\s#]/.exec(head)?.[1] ?? "    ";
}
