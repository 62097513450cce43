import { isOnlyCopiedFrom } from "../../../model/dockerfile/containers/healthcheck.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckInUnshippedStage",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "warning",
  summary: "A HEALTHCHECK stands in a stage from which files are only copied, so no image has it.",
  tags: ["unnecessary"],
  check: ({ dockerfile, use, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      const stage = dockerfile.stageOf(check);
      if (!stage || check.isNone || !isOnlyCopiedFrom(stage, use)) continue;
      report(check.keywordSpan, `Files are only copied from ${stage.name ? `stage "${stage.name.text}"` : `stage ${stage.index}`}, so no image has this HEALTHCHECK.`, suggestion("Remove it", removeLines(dockerfile.text, check)));
    }
  },
});
