import { listlessInstalls } from "../../../model/dockerfile/packages/lone-updates.ts";
import { callSpan } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten, wrapperOf } from "../../shell-edits.ts";

export default defineRule({
  name: "InstallWithoutUpdate",
  aliases: [],
  language: "dockerfile",
  mentions: ["apt", "aptitude"],
  category: "correctness",
  severity: "warning",
  summary: "apt-get install runs where there are no package lists, so it finds no package.",
  check: ({ dockerfile, report }) => {
    for (const { step, install, removal } of listlessInstalls(dockerfile)) {
      const why = removal === undefined ? "the base image comes without package lists" : `an earlier ${removal === step ? "command" : "step"} removed the package lists`;
      const program = install.invocation.words[0]!;
      const canInsert = isWritten(step, program) && step.run.command?.exec === undefined && install.invocation.wrappers.length === 0 && install.invocation.command?.assignments.length === 0;
      const fix = canInsert ? suggestion("Update the lists first", insertBefore(program, `${wrapperOf(install)}${install.manager} update && `)) : undefined;
      report(callSpan(install), `"${install.manager} ${install.subcommand}" finds no packages here, because ${why}; update them in the same RUN.`, fix);
    }
  },
});
