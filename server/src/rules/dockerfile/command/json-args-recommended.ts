import type { Dockerfile, Stage } from "../../../model/dockerfile/dockerfile.ts";
import { endsInExec, simpleCommandOf } from "../../../model/dockerfile/containers/simple-command.ts";
import type { ScriptInstruction } from "../../../model/dockerfile/scripts/scripts.ts";
import { stepsOf } from "../../../model/dockerfile/steps.ts";
import { classifyProcess } from "../../../model/shell/processes.ts";
import { execFormOf } from "../../exec-form.ts";
import { defineRule, type Severity } from "../../rule.ts";

export default defineRule({
  name: "JSONArgsRecommended",
  aliases: ["DL3025", "buildkit:JSONArgsRecommended"],
  language: "dockerfile",
  mentions: ["cmd", "entrypoint"],
  category: "correctness",
  severity: "warning",
  summary: "CMD or ENTRYPOINT is in shell form, so a shell stands between the container and its program and keeps signals to itself.",
  check: ({ dockerfile, report }) => {
    const withShell = new Set<Stage>();
    for (const stage of dockerfile.stages) {
      let hasShell = stage.base.kind === "stage" && withShell.has(stage.base.stage);
      for (const { instruction, isTriggered, place } of stepsOf(stage)) {
        if (instruction.kind === "SHELL") hasShell = true;
        if ((instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT") || instruction.command?.form === "exec" || hasShell) continue;
        const message = `${instruction.kind} in shell form: a shell runs the program and does not pass signals on to it.`;
        if (isTriggered) report.as("off")(place, message);
        else report.as(severityOf(dockerfile, instruction))(instruction.keywordSpan, message, execFormOf(dockerfile, instruction));
      }
      if (hasShell) withShell.add(stage);
    }
  },
});

/** With exec the shell gives way to the program, which is what the exec form is for; one in which people type gets its signals from the terminal. */
function severityOf(dockerfile: Dockerfile, instruction: ScriptInstruction): Severity {
  if (endsInExec(dockerfile, instruction)) return "hint";
  const words = simpleCommandOf(dockerfile, instruction)?.words ?? [];
  return instruction.kind === "CMD" && words.length === 1 && classifyProcess([words[0]!.value]).kind === "shell" ? "info" : "warning";
}
