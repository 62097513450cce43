import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryBeatFileScheduler",
  aliases: [],
  language: "dockerfile",
  mentions: ["celery"],
  category: "correctness",
  severity: "hint",
  summary: "Celery's beat keeps its schedule in a file of the container, which is lost with it.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { instruction, beat, hasScheduler } of celeryCommands(stage)) {
        if (!beat || hasScheduler) continue;
        const added = instruction.command?.exec ? ', "--schedule=/data/celerybeat-schedule"' : " --schedule=/data/celerybeat-schedule";
        report(beat, "beat writes celerybeat-schedule into the working directory, where it is lost with the container.", suggestion("Keep the schedule in /data", insertAfter(beat, added)));
      }
    }
  },
});
