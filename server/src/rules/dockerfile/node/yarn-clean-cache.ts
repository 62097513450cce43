import { isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { isRemovedLater, removesAskedFolder } from "../../../model/dockerfile/packages/left-caches.ts";
import { cacheFoldersOf, isCacheOutside } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "YarnCleanCache",
  aliases: ["DL3060"],
  language: "dockerfile",
  mentions: ["yarn"],
  category: "size",
  severity: "info",
  summary: "yarn install leaves its download cache in a layer of the image.",
  check: ({ dockerfile, use, report }) => {
    const { shipped, keptByFile } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const install = step.packageCommands.findLast(({ manager, subcommand, options }) => manager === "yarn" && (subcommand === "install" || (subcommand === "" && !options.some(({ name }) => name === "--version" || name === "-v"))));
      if (install === undefined || !(shipped.has(step.stage) || keptByFile.has(step.stage)) || isCacheOutside(step, install) || isForBerry(step, install)) continue;
      if (removesAskedFolder(step, install) || cacheFoldersOf(step, install).some((folder) => isRemovedLater(step, install, folder))) continue;
      const edit = appendCommand(step, "yarn cache clean");
      const message = `"yarn install" leaves its downloads in the layer; mount a cache or clean it in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(install), message, edit && suggestion('Add "yarn cache clean"', edit));
    }
  },
});

/** Newer releases run programs from their cache, unless a setting says otherwise. */
function isForBerry({ stage, run }: RunStep, { options }: PackageCommand): boolean {
  return options.some(({ name }) => /^--(?:immutable|immutable-cache|mode|inline-builds|check-cache|check-resolutions)$/.test(name)) || isCopiedByName(stage, ".yarnrc.yml", run.span.start);
}
