import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CurlPipeShell",
  aliases: [],
  language: "dockerfile",
  mentions: ["aria", "curl", "wget"],
  category: "security",
  severity: "warning",
  summary: "A downloaded script goes straight into a shell or another interpreter.",
  check: ({ dockerfile, report }) => {
    for (const { script } of runSteps(dockerfile)) {
      for (const { executedBy, tool, invocation } of script.facts.downloads) {
        if (!executedBy) continue;
        report(invocation, `What ${tool} gets goes straight into ${executedBy.name}: whoever controls the address, or cuts the connection, decides what runs.`);
      }
    }
  },
});
