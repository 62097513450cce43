import { aptSetting, isAptFalse, mayBeConfiguredBefore } from "../../../model/dockerfile/packages/apt.ts";
import { mayHoldOptions } from "../../../model/dockerfile/packages/hidden-options.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

const configuration = /Install-Recommends\W+(?:0|false|no|off)\b/i;

export default defineRule({
  name: "AptGetNoRecommends",
  aliases: ["DL3015", "trivy:DS-0029"],
  language: "dockerfile",
  mentions: ["apt"],
  category: "size",
  severity: "info",
  summary: "apt-get install also installs every package that is only recommended by those that were asked for.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const installs = step.packageCommands.filter((command) => command.manager === "apt-get" && command.subcommand === "install" && command.action === "install" && !isDecided(step, command));
      const [first] = installs;
      if (first === undefined || mayBeConfiguredBefore(step, configuration)) continue;
      const edits = installs.map((install) => addOption(step, install, "--no-install-recommends"));
      const fix = edits.every((edit) => edit !== undefined) ? suggestion("Add --no-install-recommends", ...edits) : undefined;
      (shipped.has(step.stage) ? report : report.as("hint"))(first.subcommandSpan ?? first, `"apt-get install" without --no-install-recommends brings packages along that were not asked for.`, fix);
    }
  },
});

/** Whether somebody has written either option, or may have done so in a variable. */
function isDecided(step: RunStep, install: PackageCommand): boolean {
  const { options, invocation } = install;
  return findOption(options, "--no-install-recommends", "--install-recommends", "--only-upgrade", "--download-only", "-d") !== undefined
    || mayHoldOptions(step, install) || invocation.arguments.some((word) => /\$\{?\w*recommends/i.test(word.text)) || isAptFalse(aptSetting(options, "APT::Install-Recommends"));
}
