import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "NpmIgnoreScripts",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm", "yarn"],
  category: "security",
  severity: "off",
  summary: "The install scripts of all dependencies run during the build.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        // pnpm 10 and Bun run the scripts of chosen packages only.
        if (!/^(?:npm|yarn)$/.test(command.manager) || command.action !== "install" || findOption(command.options, "--ignore-scripts", "--version", "-v")) continue;
        if (commandVariable(step, command, "npm_config_ignore_scripts") !== undefined || commandVariable(step, command, "NPM_CONFIG_IGNORE_SCRIPTS") !== undefined) continue;
        const edit = addOption(step, command, "--ignore-scripts");
        report(callSpan(command), "Any dependency may run a script of its own in this step.", edit && suggestion("Add --ignore-scripts", edit));
      }
    }
  },
});
