import { type CacheHabit, leftCache } from "../../../model/dockerfile/packages/left-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand, wrapperOf } from "../../shell-edits.ts";

const habit: CacheHabit = { managers: ["conda"], subcommands: ["install", "create", "env create", "env update"], folders: ["/opt/conda/pkgs"] };

export default defineRule({
  name: "CondaClean",
  aliases: [],
  language: "dockerfile",
  mentions: ["conda", "mamba", "micromamba"],
  category: "size",
  severity: "info",
  summary: "conda installs packages and leaves its package cache in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const command = leftCache(step, habit);
      if (command === undefined) continue;
      const cleanUp = `${command.invocation.name} clean -afy`;
      const edit = appendCommand(step, wrapperOf(command) + cleanUp);
      const message = `"${command.invocation.name} ${command.subcommand}" leaves the packages that it unpacked in the layer; clean up in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(command), message, edit && suggestion(`Add "${cleanUp}"`, edit));
    }
  },
});
