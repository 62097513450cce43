import { rootBase } from "../../../model/dockerfile/dockerfile.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PipBreakSystemPackages",
  aliases: [],
  language: "dockerfile",
  mentions: ["break"],
  category: "correctness",
  severity: "hint",
  summary: "pip is told to change the distribution's own Python packages.",
  check: ({ dockerfile, report }) => {
    const message = "pip may now replace packages that the distribution's own tools need; a virtual environment keeps them apart.";
    for (const step of packageSteps(dockerfile)) {
      const base = rootBase(step.stage);
      // Its Python is built apart from the distribution's.
      if (base.kind === "image" && shortRepository(base.ref) === "python") continue;
      for (const command of step.packageCommands) {
        if (command.manager !== "pip" && command.manager !== "uv") continue;
        const option = findOption(command.options, "--break-system-packages");
        if (option) report(option, message);
        else if (command.action === "install" && /^(?:1|true|yes|on)$/i.test(commandVariable(step, command, "PIP_BREAK_SYSTEM_PACKAGES") ?? "")) report(command.subcommandSpan ?? command, message);
      }
    }
  },
});
