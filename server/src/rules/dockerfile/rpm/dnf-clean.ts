import { type CacheHabit, leftCache } from "../../../model/dockerfile/packages/left-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand, wrapperOf } from "../../shell-edits.ts";

const habit: CacheHabit = {
  managers: ["dnf", "microdnf"],
  subcommands: ["install", "module install", "reinstall", "upgrade", "upgrade-minimal"],
  folders: ["/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"],
};

export default defineRule({
  name: "DnfClean",
  aliases: ["DL3040", "trivy:DS-0019", "trivy:DS-0027"],
  language: "dockerfile",
  mentions: ["dnf", "microdnf"],
  category: "size",
  severity: "info",
  summary: "dnf or microdnf installs packages and leaves its downloads and metadata in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const command = leftCache(step, habit);
      if (command === undefined) continue;
      const cleanUp = `${command.manager} clean all`;
      const edit = appendCommand(step, wrapperOf(command) + cleanUp);
      const message = `"${command.manager} ${command.subcommand}" leaves its downloads in the layer; clean up in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(command), message, edit && safeFix(`Add "${cleanUp}"`, edit));
    }
  },
});
