import { aptSetting, isAptFalse, isConfiguredBefore } from "../../../model/dockerfile/packages/apt.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
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
      const installs = step.packageCommands.filter(({ manager, subcommand, action }) => manager === "apt-get" && subcommand === "install" && action === "install");
      if (installs.length === 0 || isConfiguredBefore(step, configuration)) continue;
      for (const install of installs) {
        const { options } = install;
        // Someone who writes either option has decided.
        if (findOption(options, "--no-install-recommends", "--install-recommends", "--download-only", "-d")) continue;
        if (install.invocation.arguments.some((word) => /\$\{?\w*recommends/i.test(word.text))) continue;
        if (isAptFalse(aptSetting(options, "APT::Install-Recommends"))) continue;
        const edit = addOption(step, install, "--no-install-recommends");
        const fix = edit === undefined ? undefined : suggestion("Add --no-install-recommends", edit);
        (shipped.has(step.stage) ? report : report.as("hint"))(install.subcommandSpan ?? install, `"apt-get install" without --no-install-recommends brings packages along that were not asked for.`, fix);
      }
    }
  },
});
