import type { Span } from "../../base/span.ts";
import type { CommandNode, ShellScript } from "../../syntax/shell/tree.ts";

/** The end of a script that turns every failure into success. */
export interface FailureSwallower {
  /** The operator and what follows it: `|| true`, `; exit 0`. */
  readonly span: Span;
  /** The same that reports a failure, in place of it. */
  readonly failing: string;
}

/** What makes a script within `text` succeed whatever its commands say; undefined when it can fail. */
export function failureSwallower(script: ShellScript, text: string): FailureSwallower | undefined {
  const last = script.statements[script.statements.length - 1];
  if (!last) return undefined;
  const { pipelines, operators } = last.list;
  const final = pipelines[pipelines.length - 1]!;
  const command = final.commands[final.commands.length - 1];
  const isSpoken = isMessage(command);
  if (!isSpoken && !succeeds(command)) return undefined;
  const said = text.slice(final.span.start, final.span.end);
  // A failure before that ends the script.
  if (/\bexit\b|\bset\s+-\w*e/.test(text.slice(script.span.start, final.span.start))) return undefined;
  const operator = operators[operators.length - 1];
  if (operator?.operator === "||") return { span: { start: operator.span.start, end: final.span.end }, failing: isSpoken ? `|| { ${said}; exit 1; }` : "|| exit 1" };
  const before = script.statements[script.statements.length - 2];
  if (operator || before?.separator?.operator !== ";") return undefined;
  return { span: { start: before.separator.span.start, end: final.span.end }, failing: isSpoken ? ` || exit 1; ${said}` : " || exit 1" };
}

function succeeds(node: CommandNode | undefined): boolean {
  if (node?.kind !== "command") return false;
  const name = node.name?.value;
  return name === "true" || name === ":" || (name === "exit" && node.arguments[0]?.value === "0");
}

/** Whether all that a command does is to print its words. */
function isMessage(node: CommandNode | undefined): boolean {
  return node?.kind === "command" && (node.name?.value === "echo" || node.name?.value === "printf");
}
