import { missingStageMessage } from "../../workspace/missing-stage.ts";
import { changeText } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeStageMissing",
  language: "cross-file",
  category: "correctness",
  severity: "error",
  summary: "A target builds a stage that its Dockerfile does not have.",
  check: ({ bake, links, report }) => {
    for (const { target, dockerfile, stage, isStageMissing, stageName } of links) {
      if (!target.target || !dockerfile || !isStageMissing || stageName === undefined) continue;
      const close = stage?.name?.text;
      const edit = close === undefined ? undefined : changeText(bake, target.target, stageName, close);
      report(target.target, missingStageMessage(dockerfile, stageName), edit && suggestion(`Change to "${close}"`, edit));
    }
  },
});
