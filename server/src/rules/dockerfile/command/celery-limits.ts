import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryLimits",
  aliases: [],
  language: "dockerfile",
  mentions: ["celery"],
  category: "correctness",
  severity: "off",
  summary: "A Celery worker has no limit of time, of tasks per process or of prefetched tasks.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { program, arguments: words, isWorker, instruction } of celeryCommands(stage)) {
        if (!isWorker || words.some((word) => /^--(?:(?:soft-)?time-limit|max-tasks-per-child|max-memory-per-child|prefetch-multiplier)(?:=|$)/.test(word.unquoted))) continue;
        const worker = words.find((word) => word.unquoted === "worker")!;
        const option = instruction.command?.exec ? ', "--max-tasks-per-child=1000"' : " --max-tasks-per-child=1000";
        report(program, "Nothing limits the time, the memory or the tasks of this worker.", suggestion("Renew each process after 1000 tasks", insertAfter(worker, option)));
      }
    }
  },
});
