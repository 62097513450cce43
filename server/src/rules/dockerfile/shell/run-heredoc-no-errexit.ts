import { decisiveCalls } from "../../../model/dockerfile/scripts/decisive-commands.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { CommandUse } from "../../../syntax/shell/walk.ts";
import { insert, lineBreakOf, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const harmless = /^(?:set|echo|printf|true|:|export|local|readonly|declare|unset|shopt|umask|trap|alias|test|\[|exit|sleep|ls|cat|command|type|which|if|return)$/;

export default defineRule({
  name: "RunHeredocNoErrexit",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A RUN heredoc of several commands goes on after one of them failed.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const heredoc = step.run.heredocs[0];
      // One that is never closed holds other instructions as well.
      if (!heredoc || heredoc.terminator === undefined || !step.script.script || !step.script.script.statements.some(({ span }) => span.start >= heredoc.body.start)) continue;
      const unguarded = step.script.facts.commands.filter((use) => isUnguarded(step, use));
      if (unguarded.length === 0) continue;
      const decisiveUses = new Set([...decisiveCalls(step.script)].map(({ use }) => use));
      const decisive = unguarded.find((use) => decisiveUses.has(use));
      const { text } = dockerfile;
      const first = step.script.script.statements[0]!.span.start;
      const indent = text.slice(text.lastIndexOf("\n", first - 1) + 1, first);
      const fix = /^[ \t]*$/.test(indent) ? suggestion("Add set -e", insert(first - indent.length, `${indent}set -e${lineBreakOf(text)}`)) : undefined;
      const { command } = decisive ?? unguarded[0]!;
      (decisive ? report : report.as("info"))(heredoc.span, `Without "set -e" the step goes on when "${command.name!.unquoted}" fails; only the last command counts.`, fix);
    }
  },
});

/** A command in the script itself, not the last one, whose failure nobody sees. */
function isUnguarded(step: RunStep, use: CommandUse): boolean {
  const { statement, siblings, statementIndex, command, scope } = use;
  if (scope.parent !== undefined || statementIndex === siblings.length - 1 || command.name === undefined || harmless.test(command.name.unquoted)) return false;
  if (use.isFailureIgnored || statement.separator?.operator === "&" || use.list.operators.at(-1)?.operator === "||") return false;
  return !step.script.facts.optionsBefore(use).errexit;
}
