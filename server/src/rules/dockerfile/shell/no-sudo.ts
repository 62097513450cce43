import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { type Fix, remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "NoSudo",
  aliases: ["DL3004", "trivy:DS-0010"],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "A step calls sudo.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const user = userAt(step.stage, step.run);
      const isRoot = user !== undefined && isRootUser(user);
      for (const invocation of step.script.invocations) {
        const sudo = [...invocation.wrappers, invocation.words[0]!].find((word) => /^(?:\/usr\/bin\/)?sudo$/.test(word.unquoted));
        if (!sudo || invocation.outer !== undefined) continue;
        if (isRoot) report(sudo, "The step runs as root, so sudo does nothing here.", withoutSudo(step, invocation, sudo));
        else report.as(user === undefined ? "warning" : "hint")(sudo, `sudo gives ${user ?? "this user"} the rights of root without a trace; switch with USER for such steps.`);
      }
    }
  },
});

/** Options of sudo say more than that: another user, the environment. */
function withoutSudo(step: RunStep, invocation: Invocation, sudo: ShellWord): Fix | undefined {
  const words = [...invocation.wrappers, ...invocation.words];
  const next = words[words.indexOf(sudo) + 1];
  if (!next || !isWritten(step, sudo) || step.run.command?.exec) return undefined;
  return /^[ \t]+$/.test(step.dockerfile.text.slice(sudo.span.end, next.span.start)) ? suggestion("Remove sudo", remove({ start: sudo.span.start, end: next.span.start })) : undefined;
}
