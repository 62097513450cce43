import { shippedWithoutCommand } from "../../../model/dockerfile/containers/missing-command.ts";
import { stageHeadSpan, stageLabel } from "../../../model/dockerfile/stages/stage-name.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MissingCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose", "healthcheck", "stopsignal", "user", "volume"],
  category: "correctness",
  severity: "info",
  summary: "A shipped image says how it is to run but not what: neither it nor its base has a CMD or ENTRYPOINT.",
  check: ({ dockerfile, use, report }) => {
    for (const { stage, setting } of shippedWithoutCommand(dockerfile, use)) {
      report(stageHeadSpan(stage), `${stageLabel(stage)} sets ${setting.keyword} but no CMD and no ENTRYPOINT, and its base has none: a container must be told what to start.`);
    }
  },
});
