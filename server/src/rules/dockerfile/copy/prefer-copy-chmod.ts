import { plainPath, fileName } from "../../../model/dockerfile/files/copy-paths.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PermissionChange } from "../../../model/shell/permissions.ts";
import { countBefore } from "../../../model/dockerfile/dockerfile.ts";
import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertAfter, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferCopyChmod",
  aliases: [],
  language: "dockerfile",
  mentions: ["chmod", "chown"],
  category: "size",
  severity: "hint",
  summary: "A step right behind a COPY only changes the mode or owner of the copied file, which stores it twice.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const { script, stage, run } = step;
      const [change] = script.facts.permissionChanges;
      if (!change || step.isOnbuild || script.invocations.length !== 1 || change.kind === "chgrp" || change.invocation.wrappers.length > 0) continue;
      const before = stage.instructions[countBefore(stage.instructions, run.span.start) - 1];
      if (before?.kind !== "COPY" || !isWhole(before, change)) continue;
      const flag = change.kind;
      if (before.flags.some(({ name }) => name === flag) || change.setting === undefined) continue;
      report(run.keywordSpan, `This step stores "${fileName(change.targets[0]!.unquoted)}" a second time; COPY can set its ${flag === "chmod" ? "mode" : "owner"}.`, toFlag(step, before, change));
    }
  },
});

/** Whether all that was copied is what changes. */
function isWhole(copy: CopyInstruction, { targets, isRecursive }: PermissionChange): boolean {
  const [source, ...others] = copy.sources;
  const destination = copy.destination && plainPath(copy.destination);
  const target = targets[0]?.unquoted;
  if (!source || others.length > 0 || destination === undefined || target === undefined || targets.length > 1 || copy.heredocs.length > 0) return false;
  const name = fileName(plainPath(source));
  const places = destination.endsWith("/") ? [destination + name] : [destination, `${destination}/${name}`];
  return places.includes(target) || (isRecursive && target.replace(/\/$/, "") === destination.replace(/\/$/, "") && destination.length > 1);
}

/** A symbolic mode changes what is there; `+x` on a plain file means 755 nearly always. */
function toFlag({ dockerfile, run }: RunStep, copy: CopyInstruction, { kind, setting, isRecursive }: PermissionChange): Fix | undefined {
  const written = setting!.unquoted;
  const isOctal = /^[0-7]{3,4}$/.test(written);
  const value = kind === "chown" || isOctal ? written : !isRecursive && /^[ugoa]*\+r?x$/.test(written) ? "755" : undefined;
  if (value === undefined || value.includes("$") || (isRecursive && kind === "chmod")) return undefined;
  return suggestion(`Add --${kind}=${value} to COPY`, insertAfter(copy.keywordSpan, ` --${kind}=${value}`), removeLines(dockerfile.text, run));
}
