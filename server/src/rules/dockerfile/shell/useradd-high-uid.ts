import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { insertAfter, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "UseraddHighUid",
  aliases: ["DL3046"],
  language: "dockerfile",
  mentions: ["useradd"],
  category: "size",
  severity: "warning",
  summary: "useradd gets a very high number without -l, which can blow up the image by gigabytes.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const account of step.script.facts.accountCreations) {
        const { invocation, options, id } = account;
        if (account.kind !== "user" || invocation.name !== "useradd" || id === undefined || !/^\d{6,}$|\$/.test(id)) continue;
        if (findOption(options, "-l", "--no-log-init")) continue;
        const option = findOption(options, "-u", "--uid")!;
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && !step.run.command?.exec ? safeFix("Add --no-log-init", insertAfter(program, " --no-log-init")) : undefined;
        // What a variable holds is most often a small number, and Alpine keeps no such file.
        (id.includes("$") || baseFacts(step.stage).distribution === "alpine" ? report.as("off") : report)(option.valueWord ?? option, `A number as high as ${id} makes useradd write a huge log file; --no-log-init leaves it out.`, fix);
      }
    }
  },
});
