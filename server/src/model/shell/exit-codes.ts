import type { Span } from "../../base/span.ts";
import type { CommandNode, ShellScript } from "../../syntax/shell/tree.ts";

/** The end of a script that turns every failure into success. */
export interface FailureSwallower {
  /** The operator and what follows it: `|| true`, `; exit 0`. */
  readonly span: Span;
  /** The same that reports a failure, in place of it. */
  readonly failing: string;
}

/** What makes a script succeed whatever its commands say; undefined when it can fail. */
export function failureSwallower(script: ShellScript): FailureSwallower | undefined {
  const last = script.statements[script.statements.length - 1];
  if (!last) return undefined;
  const { pipelines, operators } = last.list;
  const final = pipelines[pipelines.length - 1]!;
  if (!succeeds(final.commands[final.commands.length - 1])) return undefined;
  const operator = operators[operators.length - 1];
  if (operator?.operator === "||") return { span: { start: operator.span.start, end: final.span.end }, failing: "|| exit 1" };
  const before = script.statements[script.statements.length - 2];
  if (operator || before?.separator?.operator !== ";") return undefined;
  return { span: { start: before.separator.span.start, end: final.span.end }, failing: " || exit 1" };
}

function succeeds(node: CommandNode | undefined): boolean {
  if (node?.kind !== "command") return false;
  const name = node.name?.value;
  return name === "true" || name === ":" || (name === "exit" && node.arguments[0]?.value === "0");
}
