import { asksForConfirmation } from "../../../model/dockerfile/packages/confirmations.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addGlobalOption } from "../../shell-edits.ts";

export default defineRule({
  name: "ZypperNonInteractive",
  aliases: ["DL3034"],
  language: "dockerfile",
  mentions: ["zypper"],
  category: "correctness",
  severity: "warning",
  summary: "zypper asks for confirmation, and nobody is there to answer during a build.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "zypper" || !asksForConfirmation(step.stage, command)) continue;
        const edit = addGlobalOption(step, command, "--non-interactive");
        const message = `"${command.manager} ${command.subcommand}" stops to ask whether to go on; it needs --non-interactive.`;
        report(command.subcommandSpan ?? command, message, edit && safeFix("Add --non-interactive", edit));
      }
    }
  },
});
