import { stageHeadSpan } from "../../../model/dockerfile/stages/stage-name.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MaxStages",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "The file has more stages than the configuration allows.",
  options: { max: { schema: { type: "integer", minimum: 1 }, default: 10, description: "The number of stages that a file may have." } },
  check: ({ dockerfile, options, report }) => {
    const max = Number(options["max"]);
    const first = dockerfile.stages[max];
    if (first) report(stageHeadSpan(first), `This file has ${dockerfile.stages.length} stages; ${max} are allowed.`);
  },
});
