import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { frozenOption } from "../../../model/dockerfile/packages/lock-files.ts";
import { suggestion } from "../../fix.ts";
import { addOption } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "YarnFrozenLockfile",
  aliases: [],
  language: "dockerfile",
  mentions: ["bun", "pnpm", "yarn"],
  category: "reproducibility",
  severity: "info",
  summary: "yarn, pnpm or bun may change the copied lock file instead of installing what it names.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        const frozen = frozenOption(step, command);
        if (frozen === undefined) continue;
        const edit = addOption(step, command, frozen.option);
        const name = `${command.manager}${command.subcommand === "" ? "" : ` ${command.subcommand}`}`;
        report(callSpan(command), `"${name}" without ${frozen.option} may install other versions than ${frozen.lockFile} names.`, edit && suggestion(`Add ${frozen.option}`, edit));
      }
    }
  },
});
