import { celeryCommands } from "../../../model/dockerfile/containers/celery.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CeleryMissingApp",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "Celery is started without an application, or with -A behind the subcommand, where Celery 5 refuses it.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { program, arguments: words } of celeryCommands(stage)) {
        const subcommand = words.findIndex((word) => /^(?:worker|beat|flower|multi|events|inspect|control)$/.test(word.unquoted));
        if (subcommand < 0) continue;
        const app = words.findIndex((word) => /^(?:-A|--app)(?:=|$)|^-A\S/.test(word.unquoted));
        if (app > subcommand && words[subcommand]!.unquoted !== "multi") report(words[app]!, `Celery 5 wants ${words[app]!.unquoted} in front of "${words[subcommand]!.unquoted}".`);
        else if (app < 0 && !words.some((word) => /^(?:-b|--broker)(?:=|$)/.test(word.unquoted))) report.as("hint")(program, "This names no application with -A, so that only CELERY_APP or a broker option can tell Celery what to run.");
      }
    }
  },
});
