import { lateCleanups } from "../../../model/dockerfile/packages/late-cleanups.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { isRightBehind } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { joinWithNext } from "../../shell-edits.ts";

export default defineRule({
  name: "CleanupInLaterLayer",
  aliases: [],
  language: "dockerfile",
  mentions: ["cc", "clean", "distclean", "find", "purge", "remove", "rm"],
  category: "size",
  severity: "warning",
  summary: "A RUN of its own removes caches that an earlier layer already stored, which makes the image no smaller.",
  check: ({ dockerfile, use, report }) => {
    const { shipped } = layerUse(dockerfile, use);
    for (const { step, removal, source, command } of lateCleanups(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      // In between the files may be needed.
      const edit = isRightBehind(source, step) ? joinWithNext(source, step) : undefined;
      report(removal, `This removes what "${command.manager} ${command.subcommand}" stored in an earlier layer, where it stays; clean up in that RUN.`, edit && suggestion("Join it with the RUN above", edit));
    }
  },
});
