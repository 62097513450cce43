import { isOnlyCopiedFrom } from "../../../model/dockerfile/containers/healthcheck.ts";
import { isContainerHost } from "../../../model/dockerfile/images/container-hosts.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeWords } from "../../shell-edits.ts";

export default defineRule({
  name: "GpuContainerRuntime",
  aliases: [],
  language: "dockerfile",
  mentions: ["cuda", "libnvidia", "nvidia"],
  category: "correctness",
  severity: "warning",
  summary: "The part of the GPU support that belongs on the host is installed in an image.",
  check: ({ dockerfile, use, report }) => {
    for (const step of packageSteps(dockerfile)) {
      if (isContainerHost(step.stage) || isOnlyCopiedFrom(step.stage, use)) continue;
      for (const { action, packages, invocation } of step.packageCommands) {
        if (action !== "install") continue;
        for (const { name, word } of packages) {
          if (!/^(?:nvidia-container-(?:toolkit|runtime)(?:-base)?|nvidia-docker2?|libnvidia-container(?:\d|-tools)|(?:cuda|nvidia)-drivers?(?:-\d+)?)$/.test(name)) continue;
          const edits = packages.length > 1 ? removeWords(step, invocation, [word]) : undefined;
          report(word, `"${name}" belongs on the machine that runs containers; containers use what is there.`, edits && suggestion(`Leave ${name} out`, ...edits));
        }
      }
    }
  },
});
