import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";

export default defineRule({
  name: "SuWithoutCommand",
  aliases: ["SC2117"],
  language: "dockerfile",
  mentions: ["newgrp", "su"],
  category: "correctness",
  severity: "warning",
  summary: "su is called without a command, so that it starts a shell with nothing to do and changes no user.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        const { name, arguments: words, use, command } = invocation;
        if ((name !== "su" && name !== "newgrp") || use === undefined || use.pipelineIndex > 0 || (command?.redirections.length ?? 0) > 0) continue;
        // A word behind the account goes to its shell, which may be a script.
        if (words.length > 2 || words.some(({ text }) => !/^(?:-|-l|--login|[a-z_][\w-]*)$/.test(text)) || words.filter(({ text }) => !text.startsWith("-")).length > 1) continue;
        report(invocation, `${name} starts a shell that has nothing to do; the commands behind it do not run as another user.`, toUser(step, invocation));
      }
    }
  },
});

/** A step that consists of it was meant for an instruction. */
function toUser({ run, script, isOnbuild }: RunStep, { name, arguments: words }: Invocation): Fix | undefined {
  const account = words.find(({ text }) => !text.startsWith("-"));
  const isAlone = script.invocations.length === 1 && run.flags.length === 0 && run.heredocs.length === 0 && !isOnbuild;
  return name === "su" && account !== undefined && isAlone ? suggestion(`Use USER ${account.text}`, replace(run, `USER ${account.text}`)) : undefined;
}
