import { type CacheHabit, leftCache } from "../../../model/dockerfile/packages/left-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand, wrapperOf } from "../../shell-edits.ts";

const habit: CacheHabit = { managers: ["zypper"], subcommands: ["install", "in"], folders: ["/var/cache/zypp"] };

export default defineRule({
  name: "ZypperClean",
  aliases: ["DL3036", "trivy:DS-0020"],
  language: "dockerfile",
  mentions: ["zypper"],
  category: "size",
  severity: "info",
  summary: "zypper installs packages and leaves its downloads and metadata in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const command = leftCache(step, habit);
      if (command === undefined) continue;
      const cleanUp = "zypper clean --all";
      const edit = appendCommand(step, wrapperOf(command) + cleanUp);
      const message = `"zypper ${command.subcommand}" leaves its downloads in the layer; clean up in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(command), message, edit && safeFix(`Add "${cleanUp}"`, edit));
    }
  },
});
