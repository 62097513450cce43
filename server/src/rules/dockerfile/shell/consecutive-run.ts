import { isRightBehind, runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { joinWithNext } from "../../shell-edits.ts";

export default defineRule({
  name: "ConsecutiveRun",
  aliases: ["DL3059"],
  language: "dockerfile",
  category: "size",
  severity: "off",
  summary: "A RUN with a single command follows another one, so that both could be one layer.",
  check: ({ dockerfile, report }) => {
    let previous: RunStep | undefined;
    for (const step of runSteps(dockerfile)) {
      if (step.isOnbuild) continue;
      if (previous && isRightBehind(previous, step) && isSingle(previous) && isSingle(step) && flagsOf(previous) === flagsOf(step)) {
        const edit = joinWithNext(previous, step);
        report(step.run.keywordSpan, "This RUN could be part of the one above it.", edit && suggestion("Join it with the RUN above", edit));
      }
      previous = step;
    }
  },
});

function isSingle({ script }: RunStep): boolean {
  return script.script === undefined || script.facts.commands.length <= 1;
}

function flagsOf({ run }: RunStep): string {
  return run.flags.map(({ name, value }) => `${name}=${value?.text ?? ""}`).join(" ");
}
