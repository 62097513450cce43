import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
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
        if (command.action !== "install") continue;
        const seen = new Set<string>();
        for (const { word, kind } of command.packages) {
          if (kind === "dynamic" || !seen.has(word.unquoted)) {
            seen.add(word.unquoted);
            continue;
          }
          const edits = removeWords(step, command.invocation, [word]);
          report(word, `"${word.unquoted}" is named twice in this command.`, edits && safeFix("Remove the repetition", ...edits));
        }
      }
    }
  },
});
