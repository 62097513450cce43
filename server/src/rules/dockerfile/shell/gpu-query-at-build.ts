import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { removeCommandOrRun } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "GpuQueryAtBuild",
  aliases: [],
  language: "dockerfile",
  mentions: ["cuda", "physical", "smi"],
  category: "correctness",
  severity: "warning",
  summary: "A step asks for a graphics card, which a build does not have.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const { script, run, mounts } = step;
      if (run.flags.some(({ name }) => name === "device") || mounts.some(({ options }) => options.some(({ value }) => value?.includes("nvidia") === true))) continue;
      for (const invocation of script.invocations) {
        const asks = invocation.name === "nvidia-smi" || (/^python[\d.]*$/.test(invocation.name) && invocation.words.some((word) => /torch\.cuda\.(?:is_available|get_device|device_count|current_device)|tf\.config\.list_physical_devices/.test(word.unquoted)));
        if (!asks || invocation.use?.isFailureIgnored || invocation.use?.isCondition || invocation.use?.scope.isConditional) continue;
        const edit = removeCommandOrRun(step, invocation);
        report(invocation, "A build has no graphics card, so the answer says nothing about the machine that runs the container.", edit && suggestion("Remove the command", edit));
      }
    }
  },
});
