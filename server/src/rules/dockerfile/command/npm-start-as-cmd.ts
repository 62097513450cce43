import { roleOf } from "../../../model/dockerfile/role.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NpmStartAsCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm", "pnpm", "yarn"],
  category: "correctness",
  severity: "hint",
  summary: "CMD starts the application through npm, yarn or pnpm, which do not pass signals on reliably.",
  check: ({ dockerfile, use, report }) => {
    for (const kind of ["CMD", "ENTRYPOINT"] as const) {
      for (const command of dockerfile.all(kind)) {
        const stage = dockerfile.stageOf(command);
        if (command.keyword !== kind || !stage || roleOf(stage, use) === "builder") continue;
        const { invocations } = scriptOf(dockerfile, command);
        const last = invocations[invocations.length - 1];
        if (!last || !/^(?:npm|yarn|pnpm)$/.test(last.name)) continue;
        const words = last.arguments.map((word) => word.unquoted).filter((word) => !word.startsWith("-"));
        const task = words[0] === "run" || words[0] === "run-script" ? words[1] : words[0];
        if (task !== undefined && /^(?:start|serve|prod|production)(?:[:-].*)?$/.test(task)) report(last, `${last.name} stands between Docker and the application, which may not hear that it is to stop.`);
      }
    }
  },
});
