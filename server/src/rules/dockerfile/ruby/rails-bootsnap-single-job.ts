import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertAfter, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "RailsBootsnapSingleJob",
  aliases: [],
  language: "dockerfile",
  mentions: ["bootsnap"],
  category: "correctness",
  severity: "off",
  summary: "bootsnap compiles with several processes, which hangs where the platform is emulated.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { words } of step.script.invocations) {
        const program = words.findIndex(({ unquoted }) => /(?:^|\/)bootsnap$/.test(unquoted));
        const task = words[program + 1];
        if (program < 0 || task?.unquoted !== "precompile" || words.some(({ unquoted }) => /^(?:-j\d*|--jobs)/.test(unquoted))) continue;
        const fix = isWritten(step, task) && !step.run.command?.exec ? safeFix("Use one process", insertAfter(task, " -j 1")) : undefined;
        report(task, "With several processes this may hang when the image is built for an emulated platform.", fix);
      }
    }
  },
});
