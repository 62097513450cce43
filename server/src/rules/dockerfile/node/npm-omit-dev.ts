import { developmentInstalls } from "../../../model/dockerfile/packages/development-installs.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "NpmOmitDev",
  aliases: [],
  language: "dockerfile",
  mentions: ["bun", "npm", "pnpm", "yarn"],
  category: "size",
  severity: "info",
  summary: "A shipped stage installs the development dependencies of a Node.js project.",
  check: ({ dockerfile, use, report }) => {
    if (use.isForDevelopment) return;
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      for (const { command, option, isBuilt } of developmentInstalls(step)) {
        const edit = addOption(step, command, option);
        const message = `"${command.manager}${command.subcommand === "" ? "" : ` ${command.subcommand}`}" without ${option} puts development dependencies into a shipped image.`;
        // Where something is built from them here, a stage of its own is the cure.
        if (isBuilt) report.as("hint")(callSpan(command), `${message.slice(0, -1)}; build in a stage of its own and copy the result.`);
        else report(callSpan(command), message, edit && suggestion(`Add ${option}`, edit));
      }
    }
  },
});
