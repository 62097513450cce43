import { buildPlatformStages } from "../../../model/dockerfile/stages/build-platform.ts";
import { removeWithBlanks, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BuildplatformFinalStage",
  aliases: [],
  language: "dockerfile",
  mentions: ["buildplatform"],
  category: "correctness",
  severity: "warning",
  summary: "A shipped stage takes its base for $BUILDPLATFORM, so the image holds programs for the machine that built it.",
  check: ({ dockerfile, use, report }) => {
    for (const { flag } of buildPlatformStages(dockerfile, use)) {
      report(flag, "The image that is shipped gets programs for the machine that builds it, whatever platform was asked for.", suggestion("Remove --platform", removeWithBlanks(dockerfile.text, flag)));
    }
  },
});
