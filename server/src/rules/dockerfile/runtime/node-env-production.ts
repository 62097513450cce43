import { roleOf } from "../../../model/dockerfile/role.ts";
import { runsNode, startInstruction } from "../../../model/dockerfile/containers/runtime-programs.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NodeEnvProduction",
  aliases: [],
  language: "dockerfile",
  mentions: ["node"],
  category: "size",
  severity: "hint",
  summary: "A Node.js service runs without NODE_ENV, so that frameworks take it for development.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      if (roleOf(stage, use) !== "service" || !runsNode(stage)) continue;
      const start = startInstruction(stage);
      if (!start || stageVariable(stage, "NODE_ENV", stage.span.end) !== undefined || startWords(stage).some((word) => /NODE_ENV|^dev|:dev$|:prod/.test(word))) continue;
      const fix = suggestion("Set NODE_ENV=production", insertLinesAbove(dockerfile.text, start.span.start, ["ENV NODE_ENV=production"]));
      report(start.keywordSpan, "NODE_ENV is not set, so Express and others run as in development: slower, and with details of errors in their answers.", fix);
    }
  },
});
