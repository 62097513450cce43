import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { DockerfileUse } from "../../../model/dockerfile/use.ts";
import { isWorldWritable, setsIdentity } from "../../../model/shell/permissions.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { isWritten } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WorldWritable",
  aliases: [],
  language: "dockerfile",
  mentions: ["chmod"],
  category: "security",
  severity: "info",
  summary: "Files are made writable for everyone, or run with the rights of their owner.",
  check: ({ dockerfile, use, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { kind, setting, targets, isRecursive } of step.script.facts.permissionChanges) {
        if (kind !== "chmod" || !setting || targets.length === 0) continue;
        const mode = setting.unquoted;
        if (setsIdentity(mode)) report.as("hint")(setting, `The mode ${mode} lets whoever runs the file act as its owner or group.`);
        else if (isWorldWritable(mode)) {
          const fix = isWritten(step, setting) ? ownerOnly(setting, mode) : undefined;
          // A single folder is often made so as well.
          const isTree = isRecursive && !isForUnknownUsers(step.stage, use) && !targets.every((target) => /^\/(?:var\/)?(?:tmp|run)(?:\/|$)/.test(target.unquoted));
          (isTree ? report : report.as("hint"))(setting, `The mode ${mode} lets every user and process change ${isRecursive ? "all of this" : "this"}.`, fix);
        }
      }
    }
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const flag = copy.flags.find(({ name }) => name === "chmod");
      if (flag?.value && flag.plainValue !== undefined && isWorldWritable(flag.plainValue)) report(flag.value, `The mode ${flag.plainValue} lets every user and process change these files.`, ownerOnly(flag.value, flag.plainValue));
    }
  },
});

/** Images that others run and build on are to work for users that are known only when the container runs. */
function isForUnknownUsers(stage: Stage, use: DockerfileUse): boolean {
  const role = roleOf(stage, use);
  return role === "product" || role === "base";
}

/** The same mode without the bit that lets others write. */
function ownerOnly(word: ShellWord | Word, mode: string): Fix | undefined {
  const digits = /^([0-7]{0,3})([2367])$/.exec(mode);
  const better = digits && digits[1]! + String(Number(digits[2]) & ~2);
  return better && word.text === mode ? suggestion(`Change to ${better}`, replace(word, better)) : undefined;
}
