import { foreignFlags } from "../../../model/dockerfile/packages/node-flags.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeOption } from "../../shell-edits.ts";

export default defineRule({
  name: "NpmForeignFlag",
  aliases: [],
  language: "dockerfile",
  mentions: ["audit", "fund", "immutable", "interactive", "legacy", "lockfile", "omit"],
  category: "correctness",
  severity: "warning",
  summary: "A package manager is given an option of another one, which it ignores.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        for (const { option, owner, instead } of foreignFlags(command)) {
          const edits = removeOption(step, command.invocation, option);
          const advice = instead === undefined ? "" : `; ${instead}`;
          report(option, `"${option.name}" belongs to ${owner}; ${command.manager} ignores it${advice}.`, edits && safeFix(`Remove ${option.name}`, ...edits));
        }
      }
    }
  },
});
