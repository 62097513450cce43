import { isRemovedLater } from "../../../model/dockerfile/packages/left-caches.ts";
import { defaultCacheFolders, isCacheOutside } from "../../../model/dockerfile/packages/package-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
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
      if (install === undefined || !(shipped.has(step.stage) || keptByFile.has(step.stage)) || isCacheOutside(step, install)) continue;
      if (defaultCacheFolders(install).some((folder) => isRemovedLater(step, install, folder))) continue;
      const edit = appendCommand(step, "yarn cache clean");
      const message = `"yarn install" leaves its downloads in the layer; mount a cache or clean it in the same RUN.`;
      (shipped.has(step.stage) ? report : report.as("hint"))(callSpan(install), message, edit && suggestion('Add "yarn cache clean"', edit));
    }
  },
});
