import { isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NpmCi",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm"],
  category: "reproducibility",
  severity: "info",
  summary: "npm install may change what the copied lock file says; npm ci installs exactly that.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "npm" || !/^(?:install|i)$/.test(command.subcommand) || command.operands.length > 0) continue;
        if (findOption(command.options, "-g", "--global", "--location", "--package-lock-only", "--no-package-lock") !== undefined) continue;
        const lock = ["package-lock.json", "npm-shrinkwrap.json"].find((name) => isCopiedByName(step.stage, name, step.run.span.start));
        const span = command.subcommandSpan;
        if (lock === undefined || span === undefined) continue;
        const isPlain = dockerfile.written(span) === command.subcommand;
        const fix = isPlain ? suggestion("Use npm ci", replace(span, "ci")) : undefined;
        report(callSpan(command), `"npm ${command.subcommand}" may install other versions than ${lock} names; "npm ci" does not.`, fix);
      }
    }
  },
});
