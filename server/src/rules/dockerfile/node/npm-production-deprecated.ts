import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { isWritten } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NpmProductionDeprecated",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm"],
  category: "style",
  severity: "hint",
  summary: "npm is given --production or --only=production, which newer releases replaced.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "npm") continue;
        const option = command.options.find(({ name, value }) => (name === "--production" && (value === undefined || value === "true")) || (name === "--only" && /^prod(?:uction)?$/.test(value ?? "")));
        if (option === undefined) continue;
        const fix = isWritten(step, option.word) ? suggestion("Use --omit=dev", replace(option, step.run.command?.exec === undefined ? "--omit=dev" : '"--omit=dev"')) : undefined;
        report(option, `npm calls "${option.name}" outdated since release 7; --omit=dev does the same.`, fix);
      }
    }
  },
});
