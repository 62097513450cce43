import { pythonProductionOption } from "../../../model/dockerfile/packages/production-installs.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "PoetryDevDeps",
  aliases: [],
  language: "dockerfile",
  mentions: ["poetry"],
  category: "size",
  severity: "info",
  summary: "A shipped stage installs the development groups of a Poetry project.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      for (const command of step.packageCommands) {
        const option = pythonProductionOption(step, command);
        if (option === undefined) continue;
        const edit = addOption(step, command, option);
        report(callSpan(command), `"${command.manager} ${command.subcommand}" without ${option} puts development packages into a shipped image.`, edit && suggestion(`Add ${option}`, edit));
      }
    }
  },
});
