import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { isRootUser, stepsDown, userAt } from "../../../model/dockerfile/users/users.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryWorkerAsRoot",
  aliases: [],
  language: "dockerfile",
  mentions: ["celery"],
  category: "security",
  severity: "warning",
  summary: "A Celery worker runs as root, so whoever can put a message into its queue can become root.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const user = userAt(stage);
      if (user === undefined || !isRootUser(user) || roleOf(stage, use) === "builder" || stepsDown(stage)) continue;
      for (const { program, isWorker, arguments: words } of celeryCommands(stage)) {
        if (isWorker && !words.some((word) => /^--uid/.test(word.unquoted))) report(program, "This worker runs as root: a message in its queue may become a command of root.");
      }
    }
  },
});
