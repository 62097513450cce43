import { lastOwn } from "../../../model/dockerfile/dockerfile.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { backgroundServices, isSupervisor } from "../../../model/shell/services.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MultipleProcessesInCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["cmd", "entrypoint"],
  category: "correctness",
  severity: "info",
  summary: "CMD or ENTRYPOINT starts several services in one container.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const kind of ["CMD", "ENTRYPOINT"] as const) {
        const command = lastOwn(stage, kind);
        if (!command || command.keyword !== kind) continue;
        const { invocations } = scriptOf(dockerfile, command);
        const supervisor = invocations.find(isSupervisor);
        // Nobody writes a supervisor by accident.
        if (supervisor) report.as("hint")(supervisor.words[0]!, `${supervisor.name} runs several processes here, of which Docker sees only one.`);
        for (const job of backgroundServices(invocations)) {
          report(job, `${job.name} is started in the background: when it ends, the container goes on without it.`);
        }
      }
    }
  },
});
