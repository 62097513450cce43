import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import { countBefore, ownOfKind, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { removeLines, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MkdirBeforeWorkdir",
  aliases: [],
  language: "dockerfile",
  mentions: ["mkdir"],
  category: "style",
  severity: "hint",
  tags: ["unnecessary"],
  summary: "A step makes the directory that the next WORKDIR would make by itself.",
  check: ({ dockerfile, report }) => {
    for (const { script, run, stage, isOnbuild } of runSteps(dockerfile)) {
      const [mkdir, ...others] = script.invocations;
      if (mkdir?.name !== "mkdir" || others.length > 0 || isOnbuild || mkdir.wrappers.length > 0) continue;
      const folders = mkdir.arguments.filter((word) => !/^(?:-p|--parents|-v)$/.test(word.unquoted));
      const next = stage.instructions[countBefore(stage.instructions, run.span.start) + 1];
      const path = next?.kind === "WORKDIR" && next.words[0] ? plainPath(next.words[0]) : undefined;
      if (folders.length !== 1 || path === undefined || folders[0]!.unquoted.replace(/\/$/, "") !== path.replace(/\/$/, "") || !path.startsWith("/")) continue;
      // Made by another user the folder would belong to that one.
      const hasUser = stageChain(stage).some((link) => ownOfKind(link, "USER").length > 0);
      report(run.keywordSpan, "WORKDIR makes its directory by itself.", hasUser || run.flags.length > 0 ? undefined : safeFix("Remove the step", removeLines(dockerfile.text, run)));
    }
  },
});
