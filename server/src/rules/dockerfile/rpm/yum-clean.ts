import { type CacheHabit, leftCache } from "../../../model/dockerfile/packages/left-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand, wrapperOf } from "../../shell-edits.ts";

const habit: CacheHabit = { managers: ["yum"], subcommands: ["install", "module install"], folders: ["/var/cache/yum", "/var/cache/dnf"] };

export default defineRule({
  name: "YumClean",
  aliases: ["DL3032", "trivy:DS-0015"],
  language: "dockerfile",
  mentions: ["yum"],
  category: "size",
  severity: "info",
  summary: "yum installs packages and leaves its downloads and metadata in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const command = leftCache(step, habit);
      if (command === undefined) continue;
      const cleanUp = "yum clean all";
      const edit = appendCommand(step, wrapperOf(command) + cleanUp);
      const message = `"yum ${command.subcommand}" leaves its downloads in the layer; clean up in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(command), message, edit && safeFix(`Add "${cleanUp}"`, edit));
    }
  },
});
