import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { ShellCommand, Redirection } from "../../../syntax/shell/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { isWritten } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RedirectionToDigit",
  aliases: ["SC2210"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A redirection writes into a file whose name is a number, where a descriptor or a comparison is meant.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { command } of step.script.facts.commands) {
        for (const redirection of command.redirections) {
          const { target, operator, descriptor } = redirection;
          if (target === undefined || (operator !== ">" && operator !== "<")) continue;
          const isComparison = descriptor === undefined && isTest(command) && /^-?\d+$/.test(target.text);
          const isDescriptor = operator === ">" && descriptor !== undefined && /^[12]$/.test(target.text);
          if (!isComparison && !isDescriptor) continue;
          const fix = isWritten(step, target) ? meant(step.dockerfile.text, redirection, isComparison) : undefined;
          if (isComparison) report(redirection, `"${operator}" is a redirection here: ${command.name!.text} compares numbers with ${comparison(operator)}.`, fix);
          else report(redirection, `This writes into a file with the name ${target.text}; the descriptor is &${target.text}.`, fix);
        }
      }
    }
  },
});

function isTest({ name }: ShellCommand): boolean {
  return name?.text === "[" || name?.text === "test";
}

function comparison(operator: string): string {
  return operator === ">" ? "-gt" : "-lt";
}

function meant(text: string, { span, operator, descriptor, target }: Redirection, isComparison: boolean): Fix {
  if (isComparison) return suggestion(`Compare with ${comparison(operator)}`, replace({ start: span.start, end: target!.span.start }, `${/\s/.test(text[span.start - 1] ?? " ") ? "" : " "}${comparison(operator)} `));
  return suggestion(`Redirect to descriptor ${target!.text}`, replace(span, `${descriptor}>&${target!.text}`));
}
