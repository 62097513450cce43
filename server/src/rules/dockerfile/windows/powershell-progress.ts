import { powershellRuns, setsPreference } from "../../../model/dockerfile/scripts/powershell.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PowershellProgress",
  aliases: [],
  language: "dockerfile",
  mentions: ["powershell", "pwsh"],
  category: "cache",
  severity: "hint",
  summary: "PowerShell draws a progress bar that nobody sees, which makes downloads many times slower.",
  check: ({ dockerfile, report }) => {
    for (const step of powershellRuns(dockerfile)) {
      const command = step.run.command!;
      const match = /\b(?:Invoke-WebRequest|iwr|Expand-Archive)\b/i.exec(step.text);
      if (!match || step.isCore || setsPreference(step, "ProgressPreference", dockerfile.text)) continue;
      const start = command.span.start + match.index;
      const fix = step.isWrapped || step.run.heredocs.length > 0 ? undefined : suggestion("Switch the progress bar off", insertBefore(command, "$ProgressPreference = 'SilentlyContinue'; "));
      report({ start, end: start + match[0].length }, `${match[0]} is many times slower while it draws its progress bar.`, fix);
    }
  },
});
