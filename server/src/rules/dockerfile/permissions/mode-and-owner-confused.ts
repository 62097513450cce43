import { type MistakenSetting, mistakenSetting } from "../../../model/dockerfile/users/mistaken-owners.ts";
import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PermissionChange } from "../../../model/shell/permissions.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { isWritten } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ModeAndOwnerConfused",
  aliases: [],
  language: "dockerfile",
  mentions: ["chgrp", "chmod", "chown"],
  category: "correctness",
  severity: "error",
  summary: "chown is given a mode, or chmod an owner or a file where the mode belongs.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const change of step.script.facts.permissionChanges) {
        const mistake = mistakenSetting(dockerfile, change);
        if (mistake === undefined) continue;
        // There may be a user of that number, though hardly anybody means it.
        const say = mistake.kind === "mode-as-owner" && mistake.isNumber ? report.as("warning") : report;
        say(mistake.word, messageOf(mistake, change), fixOf(step, mistake, change));
      }
    }
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const flag = copy.flags.find(({ name }) => name === "chmod");
      if (flag?.value === undefined || !/^[\w-]+:[\w-]+$/.test(flag.plainValue ?? "")) continue;
      const fix = copy.flags.some(({ name }) => name === "chown") ? undefined : suggestion("Change to --chown", replace(flag.nameSpan, "chown"));
      report(flag.value, `"${flag.plainValue}" is an owner, and --chmod takes a mode.`, fix);
    }
  },
});

function messageOf(mistake: MistakenSetting, { kind }: PermissionChange): string {
  const text = mistake.word.unquoted;
  if (mistake.kind === "mode-as-owner") return mistake.isNumber ? `${kind} gives the files to the ${kind === "chgrp" ? "group" : "user"} with the number ${text}, which looks like a mode.` : `"${text}" is a mode, and ${kind} takes an owner.`;
  return mistake.kind === "owner-as-mode" ? `"${text}" is an owner, and chmod takes a mode.` : `"${text}" stands where chmod takes the mode.`;
}

function fixOf(step: RunStep, mistake: MistakenSetting, { invocation, options }: PermissionChange): Fix | undefined {
  const program = invocation.words[0]!;
  if (!isWritten(step, program) || !isWritten(step, mistake.word)) return undefined;
  if (mistake.kind === "mode-behind") {
    return isWritten(step, mistake.mode) ? suggestion("Put the mode first", replace(mistake.word, mistake.mode.text), replace(mistake.mode, mistake.word.text)) : undefined;
  }
  const other = mistake.kind === "mode-as-owner" ? "chmod" : "chown";
  // Of the options both have -R and those about messages.
  return program.text === invocation.name && options.every(({ name }) => /^(?:-[Rcfv]|--recursive|--verbose|--quiet|--silent|--changes)$/.test(name)) ? suggestion(`Change to ${other}`, replace(program, other)) : undefined;
}
