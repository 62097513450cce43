import { isTemplate } from "../../workspace/file-kind.ts";
import { closestStage, missingStageMessage } from "../../workspace/missing-stage.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";
import { replaceWord } from "../workflow-edits.ts";

export default defineRule({
  name: "WorkflowStageMissing",
  language: "workflow",
  category: "correctness",
  severity: "warning",
  summary: "A workflow builds a stage that the Dockerfile does not have.",
  check: ({ links, report }) => {
    for (const { build: { target }, dockerfile: file } of links.builds) {
      if (!target || target.isComputed || !file?.dockerfile || isTemplate(file.uri, file.text) || file.dockerfile.findStage(target.text)) continue;
      const close = closestStage(file.dockerfile.stages, target.text)?.name?.text;
      const edit = close === undefined ? undefined : replaceWord(links.workflow, target, close);
      report(target.span, missingStageMessage(file, target.text), edit && suggestion(`Change to "${close}"`, edit));
    }
  },
});
