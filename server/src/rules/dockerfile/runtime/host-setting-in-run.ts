import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { hostSettings } from "../../../model/shell/host-settings.ts";
import { suggestion } from "../../fix.ts";
import { removeCommandOrRun } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HostSettingInRun",
  aliases: [],
  language: "dockerfile",
  mentions: ["hosts", "proc", "resolv", "sysctl"],
  category: "correctness",
  severity: "error",
  summary: "A step changes names of hosts, name servers or the kernel, which only the start of a container can set.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { span, kind, name, option, invocation } of hostSettings(step.script.facts)) {
        // With the sandbox switched off a step may change its own settings of the kernel.
        if (kind === "kernel" && step.run.flags.some(({ name }) => name === "security")) continue;
        const edit = invocation && removeCommandOrRun(step, invocation);
        const message = kind === "mounted-file" ? `${name} belongs to the builder here and to Docker in a container` : `A step cannot change ${name}`;
        // Builders that are privileged themselves let a step change the kernel of their machine.
        (kind === "kernel" ? report.as("warning") : report)(span, `${message}; docker run ${option} sets it.`, edit && suggestion("Remove the command", edit));
      }
    }
  },
});
