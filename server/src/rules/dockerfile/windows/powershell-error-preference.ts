import { goesOnAfterErrors, powershellRuns, setsPreference } from "../../../model/dockerfile/scripts/powershell.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PowershellErrorPreference",
  aliases: [],
  language: "dockerfile",
  mentions: ["powershell", "pwsh"],
  category: "correctness",
  severity: "warning",
  summary: "PowerShell goes on after an error, so that a failed step counts as done.",
  check: ({ dockerfile, report }) => {
    const seen = new Set<object>();
    for (const step of powershellRuns(dockerfile)) {
      const last = step.shell?.command?.exec?.items.at(-1);
      if (!step.shell?.command || !last || seen.has(step.shell) || !goesOnAfterErrors(step, dockerfile) || setsPreference(step, "ErrorActionPreference", dockerfile.text)) continue;
      seen.add(step.shell);
      // Behind `-Command` all words are one script.
      const isScript = step.shell.command.exec!.items.some(({ value }) => /^-c(?:ommand)?$/i.test(value)) && /^-c(?:ommand)?$|;\s*$/i.test(last.value);
      const fix = !isScript ? undefined : suggestion("Stop at the first error", insertAfter(last, `, "$ErrorActionPreference = 'Stop';"`));
      report(step.shell.command, "PowerShell goes on after an error, so only the last command of each RUN decides whether it failed.", fix);
    }
  },
});
