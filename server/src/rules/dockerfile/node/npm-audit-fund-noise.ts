import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "NpmAuditFundNoise",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm"],
  category: "style",
  severity: "off",
  summary: "npm asks for known vulnerabilities and prints requests for funds in a build, where nobody reads them.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "npm" || command.action !== "install") continue;
        const missing = ["audit", "fund"].filter((name) => !isSaid(step, command, name)).map((name) => `--no-${name}`).join(" ");
        if (missing === "") continue;
        const edit = addOption(step, command, missing);
        report(callSpan(command), `"npm ${command.subcommand}" without ${missing} does work whose result nobody reads.`, edit && !step.run.command?.exec ? safeFix(`Add ${missing}`, edit) : undefined);
      }
    }
  },
});

function isSaid(step: RunStep, command: PackageCommand, name: string): boolean {
  if (findOption(command.options, `--no-${name}`, `--${name}`)) return true;
  return [`npm_config_${name}`, `NPM_CONFIG_${name.toUpperCase()}`].some((variable) => commandVariable(step, command, variable) !== undefined);
}
