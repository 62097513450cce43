import { lateCleanups } from "../../../model/dockerfile/packages/late-cleanups.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

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
    for (const { step, removal, command } of lateCleanups(dockerfile)) {
      if (!shipped.has(step.stage)) continue;
      report(removal, `This removes what "${command.manager} ${command.subcommand}" stored in an earlier layer, where it stays; clean up in that RUN.`);
    }
  },
});
