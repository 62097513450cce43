import { asksForConfirmation } from "../../../model/dockerfile/packages/confirmations.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

const managers = new Set(["dnf", "microdnf"]);

export default defineRule({
  name: "DnfAssumeYes",
  aliases: ["DL3038"],
  language: "dockerfile",
  mentions: ["dnf", "microdnf"],
  category: "correctness",
  severity: "warning",
  summary: "dnf asks for confirmation, and nobody is there to answer during a build.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (!managers.has(command.manager) || !asksForConfirmation(step.stage, command)) continue;
        const edit = addOption(step, command, "-y");
        const message = `"${command.manager} ${command.subcommand}" stops to ask whether to go on; it needs -y.`;
        // Only later releases of microdnf ask, and those of the images that have it mostly do not.
        (command.manager === "microdnf" ? report.as("hint") : report)(command.subcommandSpan ?? command, message, edit && safeFix("Add -y", edit));
      }
    }
  },
});
