import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "NoAptGetUpgrade",
  aliases: ["DL3005", "DL3017", "DL3031", "DL3039", "trivy:DS-0024"],
  language: "dockerfile",
  mentions: ["dnf", "microdnf", "tdnf", "upgrade", "yum"],
  category: "reproducibility",
  severity: "hint",
  summary: "A step upgrades every package of the base image instead of taking a newer base image.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (!upgradesEverything(command)) continue;
        const edit = removeCommand(step, command.invocation);
        const fix = edit === undefined ? undefined : suggestion(`Remove "${nameOf(command)}"`, edit);
        // A release upgrade replaces more than the fixes of this one.
        const isRelease = /^(?:dist-upgrade|full-upgrade|distro-sync|distribution-synchronization)$/.test(command.subcommand);
        (isRelease && shipped.has(step.stage) ? report.as("info") : report)(command, `"${nameOf(command)}" upgrades the whole system, so the same Dockerfile gives another image each day and the base's packages are stored twice.`, fix);
      }
    }
  },
});

/** Upgrades of named packages are deliberate; so are those of security fixes alone. */
function upgradesEverything({ family, action, packages, options }: PackageCommand): boolean {
  if (action !== "upgrade" || packages.length > 0 || options.some(({ name }) => /^--(?:security|advisory|cve|bugfix|downloadonly|assumeno)$/.test(name))) return false;
  return family === "apt" || family === "apk" || family === "rpm";
}

function nameOf({ manager, subcommand }: PackageCommand): string {
  return `${manager} ${subcommand}`;
}
