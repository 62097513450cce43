import { asksForConfirmation } from "../../../model/dockerfile/packages/confirmations.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "YumAssumeYes",
  aliases: ["DL3030"],
  language: "dockerfile",
  mentions: ["yum"],
  category: "correctness",
  severity: "warning",
  summary: "yum asks for confirmation, and nobody is there to answer during a build.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "yum" || !asksForConfirmation(step.stage, command)) continue;
        const edit = addOption(step, command, "-y");
        const message = `"${command.manager} ${command.subcommand}" stops to ask whether to go on; it needs -y.`;
        report(command.subcommandSpan ?? command, message, edit && safeFix("Add -y", edit));
      }
    }
  },
});
