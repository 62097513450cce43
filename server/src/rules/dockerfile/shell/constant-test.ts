import { memoize } from "../../../base/memoize.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { InstructionScript } from "../../../model/dockerfile/scripts/scripts.ts";
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
      for (const { word, variable, answer } of testsIn(step.script)) {
        if (!scopeBefore(step.stage, step.run).find(variable)) continue;
        report(word, `This is the text "${word.value}" and not the variable, so the test is always ${answer}.`, isWritten(step, word) ? suggestion(`Test $${variable}`, replace(word, `"$${variable}"`)) : undefined);
      }
    }
  },
});

const testsIn = memoize(({ facts }: InstructionScript) => facts.commands.flatMap(({ command }) => constantTest(command) ?? []));
