import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { uncomparedChecksum } from "../../../model/shell/uncompared-checksums.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "ChecksumNotCompared",
  aliases: [],
  language: "dockerfile",
  mentions: ["shasum", "sum"],
  category: "security",
  severity: "warning",
  summary: "A checksum is piped into a program that compares it only with -c, which is missing.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        const program = uncomparedChecksum(invocation);
        if (!program) continue;
        const fix = isWritten(step, program) ? suggestion("Compare it with -c", insertAfter(program, " -c")) : undefined;
        report(program, `"${invocation.name}" prints the checksum of this line and compares nothing; it needs -c.`, fix);
      }
    }
  },
});
