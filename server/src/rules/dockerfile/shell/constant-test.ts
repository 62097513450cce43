import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import { constantTest } from "../../../model/shell/constant-tests.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "ConstantTest",
  aliases: ["SC2050", "SC2157"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A test looks at the name of a variable instead of its value, so that its answer is always the same.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { command } of step.script.facts.commands) {
        const found = constantTest(command, (name) => scopeBefore(step.stage, step.run).find(name) !== undefined);
        if (found === undefined) continue;
        const { word, variable, answer } = found;
        report(word, `This is the text "${word.value}" and not the variable, so the test is always ${answer}.`, isWritten(step, word) ? suggestion(`Test $${variable}`, replace(word, `"$${variable}"`)) : undefined);
      }
    }
  },
});
