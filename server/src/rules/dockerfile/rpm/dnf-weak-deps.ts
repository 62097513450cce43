import { stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { callSpan, packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { mentionedIn } from "../../../model/dockerfile/stages/mentions.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "DnfWeakDeps",
  aliases: [],
  language: "dockerfile",
  mentions: ["dnf", "microdnf"],
  category: "size",
  severity: "hint",
  summary: "dnf also installs packages that are only recommended.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      for (const command of step.packageCommands) {
        if (!/^(?:dnf|microdnf)$/.test(command.manager) || command.action !== "install" || command.packages.length === 0 || isStrict(step, command)) continue;
        const option = `--setopt=install_weak_deps=${command.manager === "microdnf" ? "0" : "False"}`;
        const edit = addOption(step, command, option);
        report(callSpan(command), `"${command.manager} ${command.subcommand}" installs recommended packages too.`, edit && suggestion("Leave recommended packages out", edit));
      }
    }
  },
});

/** A configuration file, or a setting that is more than the option of another call. */
const isConfigured = mentionedIn(/dnf\.conf|(?:config-manager[^\n]*|(?<!--setopt[= ]["']?))install_weak_deps/);

/** Whether an option or dnf's configuration leaves them out already. */
function isStrict({ stage }: RunStep, { options, span }: PackageCommand): boolean {
  if (options.some(({ name, value }) => name === "--setopt" && value?.includes("install_weak_deps") === true)) return true;
  return stageChain(stage).some((link) => isConfigured(link, link === stage ? span.start : Number.POSITIVE_INFINITY));
}
