import { runsTests } from "../../../model/dockerfile/containers/runtime-programs.ts";
import { isCopied, isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "UvUnlocked",
  aliases: [],
  language: "dockerfile",
  mentions: ["uv"],
  category: "reproducibility",
  severity: "info",
  summary: "uv sync may change the lock file during the build, or installs development packages into a shipped image.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "uv" || command.subcommand !== "sync" || command.operands.some(({ hasExpansion }) => hasExpansion)) continue;
        if (!isLocked(step, command)) {
          const edit = lacksLockFile(step) ? undefined : addOption(step, command, "--locked");
          report(callSpan(command), `"uv sync" without --locked or --frozen resolves versions anew when uv.lock does not fit.`, edit && suggestion("Add --locked", edit));
        } else if (shipped.has(step.stage) && hasDevelopment(step, command) && !runsTests(step.stage)) {
          const edit = addOption(step, command, "--no-dev");
          report.as("hint")(callSpan(command), `"uv sync" without --no-dev installs the development group into a shipped image.`, edit && suggestion("Add --no-dev", edit));
        }
      }
    }
  },
});

/** Where the option would stop the build: the project is copied without it. */
function lacksLockFile({ stage, run }: RunStep): boolean {
  return isCopiedByName(stage, "pyproject.toml", run.span.start) && !isCopied(stage, "uv.lock", run.span.start);
}

function isLocked(step: RunStep, command: PackageCommand): boolean {
  if (findOption(command.options, "--locked", "--frozen", "--check", "--dry-run") !== undefined) return true;
  return ["UV_LOCKED", "UV_FROZEN"].some((name) => isOn(commandVariable(step, command, name)));
}

function hasDevelopment(step: RunStep, command: PackageCommand): boolean {
  if (findOption(command.options, "--no-dev", "--no-default-groups", "--only-group", "--no-group", "--group", "--dev", "--only-dev", "--all-groups", "--package") !== undefined) return false;
  return !isOn(commandVariable(step, command, "UV_NO_DEV")) && !isOn(commandVariable(step, command, "UV_NO_DEFAULT_GROUPS"));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !/^(?:|0|false|no|off|n|f)$/i.test(value);
}
