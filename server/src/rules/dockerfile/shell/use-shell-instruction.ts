import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { noOptionValues, parseArguments } from "../../../model/shell/options.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UseShellInstruction",
  aliases: ["DL4005"],
  language: "dockerfile",
  mentions: ["ln"],
  category: "correctness",
  severity: "info",
  summary: "A step replaces /bin/sh by a link to another shell; SHELL chooses the shell for steps.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (step.isOnbuild) continue;
      for (const invocation of step.script.invocations) {
        if (invocation.name !== "ln" || !invocation.arguments.some((word) => word.unquoted === "/bin/sh" || word.unquoted === "/usr/bin/sh")) continue;
        const { operands } = parseArguments(invocation.arguments, noOptionValues);
        const isReplaced = /^(?:\/usr)?\/bin\/sh$/.test(operands.at(-1)?.unquoted ?? "") && operands.length === 2;
        // Who calls ln without a shell has none.
        const hasOther = !step.run.command?.exec && !/^(?:distroless|scratch)$/.test(baseFacts(step.stage).distribution);
        if (isReplaced && hasOther) report(invocation, "This replaces /bin/sh for every program in the image; SHELL changes it for the steps alone.", toShell(step, invocation, operands[0]!.unquoted));
        else report.as("off")(invocation, "SHELL chooses the shell of the steps.");
      }
    }
  },
});

function toShell({ run, script, dockerfile }: RunStep, invocation: Invocation, shell: string): Fix | undefined {
  const isAlone = script.invocations.length === 1 && run.flags.length === 0 && run.heredocs.length === 0;
  if (!isAlone || !/^[\w/.-]+$/.test(shell) || invocation.wrappers.length > 0) return undefined;
  if (dockerfile.written(run).includes("\n")) return undefined;
  return suggestion("Choose the shell with SHELL", replace(run, `SHELL ["${shell.includes("/") ? shell : `/bin/${shell}`}", "-c"]`));
}
