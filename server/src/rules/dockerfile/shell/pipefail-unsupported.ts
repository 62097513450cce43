import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
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
  summary: "A step sets pipefail in the sh of Debian or Ubuntu, which does not know it.",
  check: ({ dockerfile, report }) => {
    for (const { script, stage, run, isOnbuild } of runSteps(dockerfile)) {
      if (script.shell !== "sh" || script.script === undefined || baseFacts(stage).distribution !== "debian") continue;
      const use = script.facts.commands.find(({ command }) => command.name?.value === "set" && command.arguments.some((word, index) => word.value === "pipefail" && /^[-+]\w*o$/.test(command.arguments[index - 1]?.value ?? "")));
      if (!use || use.isFailureIgnored || use.isCondition) continue;
      const word = use.command.arguments.find(({ value }) => value === "pipefail")!;
      // The SHELL of this file is not that of the images that build on it.
      const fix = isOnbuild ? undefined : suggestion("Choose bash with SHELL", insertLinesAbove(dockerfile.text, run.span.start, ['SHELL ["/bin/bash", "-c"]']));
      report(word, "The sh of Debian and Ubuntu does not know pipefail and stops here.", fix);
    }
  },
});
