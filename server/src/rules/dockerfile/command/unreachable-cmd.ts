import { isOnlyCopiedFrom } from "../../../model/dockerfile/containers/healthcheck.ts";
import { removeLines, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnreachableCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["cmd", "entrypoint"],
  category: "correctness",
  severity: "hint",
  summary: "CMD or ENTRYPOINT stands in a stage from which files are only copied, so no container runs it.",
  tags: ["unnecessary"],
  check: ({ dockerfile, use, report }) => {
    for (const kind of ["CMD", "ENTRYPOINT"] as const) {
      for (const command of dockerfile.all(kind)) {
        const stage = dockerfile.stageOf(command);
        if (command.keyword !== kind || !stage || !isOnlyCopiedFrom(stage, use)) continue;
        const fix = use.isKnown ? safeFix(`Remove this ${kind}`, removeLines(dockerfile.text, command)) : undefined;
        report(command, `Files are only copied from ${stage.name ? `stage "${stage.name.text}"` : `stage ${stage.index}`}, so this ${kind} never runs.`, fix);
      }
    }
  },
});
