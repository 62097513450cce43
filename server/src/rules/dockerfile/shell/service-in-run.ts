import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { removeCommandOrRun } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ServiceInRun",
  aliases: [],
  language: "dockerfile",
  mentions: ["init", "service", "systemctl"],
  category: "correctness",
  severity: "warning",
  summary: "A step starts a service, which is gone when the step ends.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const last = step.script.invocations.at(-1);
      if (!last || last.use?.isFailureIgnored || last.outer !== undefined) continue;
      const text = last.words.map((word) => word.unquoted).join(" ");
      if (/^(?:service [\w.@-]+ (?:re)?start|systemctl (?:--\S+ )*(?:re)?start |systemctl enable (?:.* )?--now|\/etc\/(?:rc\.d\/)?init\.d\/[\w.@-]+ (?:re)?start|rc-service [\w.@-]+ (?:re)?start)/.test(text)) {
        const edit = removeCommandOrRun(step, last);
        report(last, "The service runs only until this step ends; a container starts it with CMD or ENTRYPOINT.", edit && suggestion("Remove the command", edit));
      }
    }
  },
});
