import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "NoZypperDistUpgrade",
  aliases: ["DL3035"],
  language: "dockerfile",
  mentions: ["zypper"],
  category: "reproducibility",
  severity: "warning",
  summary: "A step moves the whole distribution to another state with zypper dist-upgrade.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "zypper" || !/^(?:dist-upgrade|dup)$/.test(command.subcommand)) continue;
        // There it is how packages are kept consistent with each other.
        const base = rootBase(step.stage);
        const isRolling = base.kind === "image" && /tumbleweed/i.test(base.ref.text);
        const edit = removeCommand(step, command.invocation);
        const message = `"zypper ${command.subcommand}" moves the whole system to whatever the repositories hold today; take a newer base image.`;
        (isRolling ? report.as("off") : report)(callSpan(command), message, edit && suggestion(`Remove "zypper ${command.subcommand}"`, edit));
      }
    }
  },
});
