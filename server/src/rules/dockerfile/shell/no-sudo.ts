import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isRootUser, userAt } from "../../../model/dockerfile/users/users.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
import { findOption, optionNames, parseArguments } from "../../../model/shell/options.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { type Fix, remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "NoSudo",
  aliases: ["DL3004", "trivy:DS-0010"],
  language: "dockerfile",
  mentions: ["sudo"],
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
        if (sudo === invocation.words[0] && invocation.arguments[0]?.unquoted.startsWith("-")) {
          report.as("off")(sudo, "This asks sudo itself and runs nothing.");
          continue;
        }
        const other = isRoot ? otherUser(invocation, sudo) : undefined;
        if (other !== undefined) report.as("hint")(sudo, `sudo runs this as ${other}; switch with USER for such steps.`);
        else if (isRoot) report(sudo, "The step runs as root, so sudo does nothing here.", withoutSudo(step, invocation, sudo));
        // Whose image has another user than root is not known, but who calls sudo there most likely has one.
        else report.as("hint")(sudo, `sudo gives ${user ?? "this user"} the rights of root without a trace; switch with USER for such steps.`);
      }
    }
  },
});

/** Whom `sudo -u` runs the command as, when that gives up the rights of root. */
function otherUser(invocation: Invocation, sudo: ShellWord): string | undefined {
  const called = [...invocation.wrappers, invocation.words[0]!].find((word) => word.span.start > sudo.span.start);
  const options = (invocation.use?.command.arguments ?? []).filter(({ span }) => span.start > sudo.span.start && span.start < (called?.span.start ?? 0));
  const { value } = findOption(parseArguments(options, { withValue: optionNames("-u --user") }).options, "-u", "--user") ?? {};
  return value === undefined || isRootUser(value) ? undefined : value;
}

/** Options of sudo say more than that: another user, the environment. */
function withoutSudo(step: RunStep, invocation: Invocation, sudo: ShellWord): Fix | undefined {
  const words = [...invocation.wrappers, ...invocation.words];
  const next = words[words.indexOf(sudo) + 1];
  if (!next || !isWritten(step, sudo) || step.run.command?.exec) return undefined;
  return /^[ \t]+$/.test(step.dockerfile.text.slice(sudo.span.end, next.span.start)) ? suggestion("Remove sudo", remove({ start: sudo.span.start, end: next.span.start })) : undefined;
}
