import { decisiveCalls } from "../../../model/dockerfile/scripts/decisive-commands.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CommandFailureIgnored",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A command that matters is followed by a semicolon, so that its failure is not seen.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (!step.script.script) continue;
      for (const invocation of step.script.invocations) {
        const { use } = invocation;
        if (!use || use.after?.operator !== ";" || use.scope.parent !== undefined || invocation.outer !== undefined || !decisiveCalls(step.script).has(invocation)) continue;
        if (use.isFailureIgnored || use.statementIndex === use.siblings.length - 1 || step.script.facts.optionsBefore(use).errexit) continue;
        const next = use.siblings[use.statementIndex + 1]!;
        const isPlain = !next.list.operators.some(({ operator }) => operator === "||") && !dockerfile.text.slice(use.after.span.end, next.span.start).includes("#");
        const blank = /\s/.test(dockerfile.text[use.after.span.start - 1] ?? "") ? "" : " ";
        report(use.after, `The step goes on when "${invocation.name}" fails.`, isPlain ? suggestion("Join them with &&", replace(use.after, `${blank}&&`)) : undefined);
      }
    }
  },
});
