import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryBeatInWorker",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A Celery worker runs the beat scheduler as well, so two containers of it send every task twice.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { isWorker, beat } of celeryCommands(stage)) {
        if (isWorker && beat) report(beat, "With beat inside the worker, two containers of this image send every scheduled task twice.");
      }
    }
  },
});
