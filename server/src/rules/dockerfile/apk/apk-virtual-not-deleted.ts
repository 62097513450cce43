import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { findOption } from "../../../model/shell/options.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { appendCommand } from "../../shell-edits.ts";

export default defineRule({
  name: "ApkVirtualNotDeleted",
  aliases: [],
  language: "dockerfile",
  mentions: ["apk"],
  category: "size",
  severity: "info",
  summary: "A set of build dependencies is installed under a name and never removed in the same RUN.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const step of packageSteps(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      const deletions = step.packageCommands.filter(({ manager, subcommand }) => manager === "apk" && subcommand === "del");
      // What xargs hands over is not written here.
      if (deletions.some(({ invocation }) => invocation.wrappers.some((word) => word.unquoted === "xargs"))) continue;
      const removed = new Set(deletions.flatMap(({ operands }) => operands.map((word) => word.unquoted)));
      for (const command of step.packageCommands) {
        const option = command.manager === "apk" && command.subcommand === "add" ? findOption(command.options, "-t", "--virtual") : undefined;
        if (option?.value === undefined || removed.has(option.value) || removed.has(`.${option.value}`) || !/build|dev|dep|tmp|fetch|phpize/i.test(option.value) || /run|persist|perm/i.test(option.value)) continue;
        // Deleting by a variable may be this set.
        if ([...removed].some((name) => name.includes("$"))) continue;
        const edit = appendCommand(step, `apk del --no-network ${option.value}`);
        report(option, `The packages of "${option.value}" stay in the layer; delete them at the end of this RUN.`, edit && suggestion(`Add "apk del ${option.value}"`, edit));
      }
    }
  },
});
