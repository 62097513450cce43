import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { removeCommandWords } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryBeatInWorker",
  aliases: [],
  language: "dockerfile",
  mentions: ["celery"],
  category: "correctness",
  severity: "info",
  summary: "A Celery worker runs the beat scheduler as well, so two containers of it send every task twice.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { instruction, isWorker, beat } of celeryCommands(stage)) {
        const isOption = beat && /^(?:-B|--beat)$/.test(beat.unquoted) && instruction.command;
        const fix = isOption ? suggestion("Remove it, to run beat in a container of its own", removeCommandWords(dockerfile.text, instruction.command, [beat])) : undefined;
        if (isWorker && beat) report(beat, "With beat inside the worker, two containers of this image send every scheduled task twice.", fix);
      }
    }
  },
});
