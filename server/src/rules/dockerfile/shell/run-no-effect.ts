import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RunNoEffect",
  aliases: [],
  language: "dockerfile",
  category: "size",
  severity: "hint",
  tags: ["unnecessary"],
  summary: "A step only prints something and changes nothing in the image.",
  check: ({ dockerfile, report }) => {
    for (const { script, run, isOnbuild } of runSteps(dockerfile)) {
      const { commands } = script.facts;
      if (commands.length === 0 || isOnbuild || run.flags.length > 0) continue;
      const isIdle = commands.every(({ command, pipeline, scope }) => scope.parent === undefined &&
        /^(?:echo|printf|ls|pwd|whoami|id|env|printenv|true|:|date|uname|hostname|tree|df|du)$/.test(command.name?.value ?? "") && command.redirections.length === 0 && pipeline.commands.length === 1);
      if (!isIdle) continue;
      const hasComment = /^[ \t]*#/m.test(dockerfile.written(run));
      report(run.keywordSpan, "This step only prints something; it adds an empty layer.", hasComment ? undefined : suggestion("Remove the step", removeLines(dockerfile.text, run)));
    }
  },
});
