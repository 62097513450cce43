import { memoize } from "../../../base/memoize.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { safeFix } from "../../fix.ts";
import { removeWords } from "../../shell-edits.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicatePackage",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "hint",
  summary: "One package is named twice in an install command.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        for (const word of command.action === "install" ? repeatedPackages(command) : []) {
          const edits = removeWords(step, command.invocation, [word]);
          report(word, `"${word.unquoted}" is named twice in this command.`, edits && safeFix("Remove the repetition", ...edits));
        }
      }
    }
  },
});

const repeatedPackages = memoize(({ packages }: PackageCommand): readonly ShellWord[] => {
  const seen = new Set<string>();
  return packages.flatMap(({ word, kind }) => {
    if (kind !== "dynamic" && seen.has(word.unquoted)) return [word];
    seen.add(word.unquoted);
    return [];
  });
});
