import { lacksPipefail } from "../../../model/dockerfile/images/dash.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PipefailUnsupported",
  aliases: [],
  language: "dockerfile",
  mentions: ["pipefail"],
  category: "correctness",
  severity: "warning",
  summary: "A step sets pipefail in the sh of an older Debian or Ubuntu, which does not know it.",
  check: ({ dockerfile, report }) => {
    for (const { script, stage, run, isOnbuild } of runSteps(dockerfile)) {
      if (script.shell !== "sh" || script.script === undefined || !lacksPipefail(stage)) continue;
      const use = script.facts.commands.find(({ command }) => command.name?.value === "set" && command.arguments.some((word, index) => word.value === "pipefail" && /^[-+]\w*o$/.test(command.arguments[index - 1]?.value ?? "")));
      // In a subshell of its own it asks whether the shell knows it.
      if (!use || use.isFailureIgnored || use.isCondition || (use.scope.isSubshell && use.statement === use.siblings.at(-1))) continue;
      const word = use.command.arguments.find(({ value }) => value === "pipefail")!;
      // The SHELL of this file is not that of the images that build on it.
      const fix = isOnbuild ? undefined : suggestion("Choose bash with SHELL", insertLinesAbove(dockerfile.text, run.span.start, ['SHELL ["/bin/bash", "-c"]']));
      report(word, "The sh of this release of Debian or Ubuntu does not know pipefail and stops here.", fix);
    }
  },
});
