import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "DownloadRetries",
  aliases: [],
  language: "dockerfile",
  mentions: ["curl"],
  category: "correctness",
  severity: "off",
  summary: "curl gives up at the first network fault, and the build with it.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { tool, invocation, options } of step.script.facts.downloads) {
        // wget tries twenty times by itself.
        if (tool !== "curl" || findOption(options, "--retry", "--retry-all-errors", "-K", "--config")) continue;
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && !step.run.command?.exec ? suggestion("Add --retry 3", insertAfter(program, " --retry 3")) : undefined;
        report(program, "curl does not try again when the network fails for a moment.", fix);
      }
    }
  },
});
