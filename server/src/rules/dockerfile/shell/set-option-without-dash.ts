import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { dashlessOptionsIn } from "../../../model/dockerfile/scripts/dashless-options.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "SetOptionWithoutDash",
  aliases: [],
  language: "dockerfile",
  mentions: ["set"],
  category: "correctness",
  severity: "warning",
  summary: "Options of set are written without their dash, so that they are not set.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const found = dashlessOptionsIn(step.script);
      // Somebody may want a word as the first argument of the script.
      if (found.length === 0 || /\$(?:[1@*]|\{[1@*])/.test(dockerfile.written(step.run))) continue;
      for (const { word, meant, withPipefail } of found) {
        // The sh of Debian would stop at it.
        const canMend = isWritten(step, word) && !(withPipefail && step.script.shell !== "bash");
        report(word, `"set ${word.value}" sets no option: options begin with a dash.`, canMend ? suggestion(`Write ${meant}`, replace(word, meant)) : undefined);
      }
    }
  },
});
