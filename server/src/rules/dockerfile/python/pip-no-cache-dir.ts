import { isRemovedLater } from "../../../model/dockerfile/packages/left-caches.ts";
import { commandVariable, isCacheOutside } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "PipNoCacheDir",
  aliases: ["DL3042"],
  language: "dockerfile",
  mentions: ["pip"],
  category: "size",
  severity: "info",
  summary: "pip install keeps a copy of everything it downloads in the layer.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "pip" || command.subcommand !== "install" || !leavesCache(step, command)) continue;
        const edit = addOption(step, command, "--no-cache-dir");
        const message = `"pip install" keeps what it downloads in the layer as well; it needs --no-cache-dir or a cache mount.`;
        (shipped.has(step.stage) && !installsInstallers(command) ? report : report.as("hint"))(command.subcommandSpan ?? command, message, edit && safeFix("Add --no-cache-dir", edit));
      }
    }
  },
});

/** pip and its like are a few megabytes in all. */
function installsInstallers({ packages }: PackageCommand): boolean {
  return packages.length > 0 && packages.every(({ name }) => /^(?:pip|setuptools|wheel)$/i.test(name));
}

function leavesCache(step: RunStep, command: PackageCommand): boolean {
  if (findOption(command.options, "--no-cache-dir", "--dry-run") !== undefined || isCacheOutside(step, command)) return false;
  // pip takes each of these for "no cache", those for "no" as well.
  if (/^(?:[01]|true|false|yes|no|on|off|[tfyn])$/i.test(commandVariable(step, command, "PIP_NO_CACHE_DIR") ?? "")) return false;
  return !isRemovedLater(step, command, "~/.cache/pip");
}
