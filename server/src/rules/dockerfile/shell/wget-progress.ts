import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { insertAfter, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

const quieting = /^(?:-q|--quiet|-nv|--no-verbose|-o|--output-file|-a|--append-output|--progress)$/;

export default defineRule({
  name: "WgetProgress",
  aliases: ["DL3047"],
  language: "dockerfile",
  mentions: ["wget"],
  category: "style",
  severity: "hint",
  summary: "wget draws a progress bar, which fills the log of the build.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (step.isOnbuild) continue;
      for (const { tool, options, invocation, urls } of step.script.facts.downloads) {
        const isQuiet = options.some(({ name, word }) => quieting.test(name) || word.unquoted === "-nv") || invocation.words.some((word) => word.unquoted === "-nv");
        if (tool !== "wget" || isQuiet || invocation.outer !== undefined) continue;
        const asks = urls.length === 0 && options.some(({ name }) => /^(?:--version|--help|-V|-h)$/.test(name));
        const isSilent = asks || isSilenced(invocation);
        // The wget of BusyBox knows no kinds of progress.
        const { distribution } = baseFacts(step.stage);
        const option = distribution === "alpine" || distribution === "busybox" ? "-q" : "--progress=dot:giga";
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && !step.run.command?.exec && !isSilent ? safeFix(`Add ${option}`, insertAfter(program, ` ${option}`)) : undefined;
        (isSilent ? report.as("off") : report)(program, "wget writes its progress line by line into the log of the build.", fix);
      }
    }
  },
});

/** Progress goes to the standard error. */
function isSilenced({ command }: Invocation): boolean {
  return command?.redirections.some(({ operator, descriptor, target }) => target?.value === "/dev/null" && (descriptor === 2 || operator.startsWith("&>"))) === true;
}
