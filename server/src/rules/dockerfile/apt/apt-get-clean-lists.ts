import { areListsUsedLater, leftLists, runsScriptsLater } from "../../../model/dockerfile/packages/apt.ts";
import type { RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { type Fix, safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand, wrapperOf } from "../../shell-edits.ts";

export default defineRule({
  name: "AptGetCleanLists",
  aliases: ["DL3009"],
  language: "dockerfile",
  mentions: ["apt", "aptitude"],
  category: "size",
  severity: "info",
  summary: "A step updates the apt package lists and leaves them in a layer of the image.",
  check: ({ dockerfile, use, report }) => {
    const { shipped, keptByFile } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      const update = leftLists(step);
      const isInImage = shipped.has(step.stage);
      if (update === undefined || !(isInImage || (keptByFile.has(step.stage) && !areListsUsedLater(step)))) continue;
      const name = `${update.manager} ${update.subcommand}`;
      (isInImage ? report : report.as("hint"))(update, `The package lists that "${name}" downloads stay in the layer; remove them in the same RUN.`, cleanUp(step, wrapperOf(update)));
    }
  },
});

/** Lists that a later step installs from are needed there, so they are not offered for removal. */
function cleanUp(step: RunStep, wrapper: string): Fix | undefined {
  if (areListsUsedLater(step)) return undefined;
  const edit = appendCommand(step, `${wrapper}rm -rf /var/lib/apt/lists/*`);
  if (edit === undefined) return undefined;
  const fix = runsScriptsLater(step) || step.isOnbuild ? suggestion : safeFix;
  return fix("Remove the package lists in this RUN", edit);
}
