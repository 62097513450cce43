import { leftCache } from "../../../model/dockerfile/packages/left-caches.ts";
import { callSpan, packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand } from "../../shell-edits.ts";

const habit = { managers: ["npm"], subcommands: ["ci", "clean-install", "install", "i", "add"], folders: ["~/.npm", "~/.npm/_cacache"] };

export default defineRule({
  name: "NpmCleanCache",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm"],
  category: "size",
  severity: "info",
  summary: "npm leaves its download cache in a layer of the image.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const install = shipped.has(step.stage) && !step.isOnbuild ? leftCache(step, habit) : undefined;
      if (!install) continue;
      const edit = appendCommand(step, "npm cache clean --force");
      report(callSpan(install), `"npm ${install.subcommand}" leaves its downloads in the layer; mount a cache or clean it in the same RUN.`, edit && suggestion('Add "npm cache clean --force"', edit));
    }
  },
});
