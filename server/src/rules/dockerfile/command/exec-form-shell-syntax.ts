import { shellTextOf, shellWordsIn } from "../../../model/dockerfile/containers/exec-shell-syntax.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExecFormShellSyntax",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "An exec form holds shell syntax that no shell will ever see.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      if (instruction.kind !== "RUN" && instruction.kind !== "CMD" && instruction.kind !== "ENTRYPOINT" && instruction.kind !== "HEALTHCHECK") continue;
      const array = instruction.command?.exec;
      const stage = dockerfile.stageOf(instruction);
      const [word] = array ? shellWordsIn(array) : [];
      if (!array || !word || (stage && isWindowsStage(stage))) continue;
      // The arguments of an entry point of its own may be read by that script.
      const say = instruction.kind === "CMD" && stage?.instructions.some(({ kind }) => kind === "ENTRYPOINT") ? report.as("hint") : report;
      say(
        word,
        `No shell reads this array, so ${JSON.stringify(word.value)} reaches the program as it is written.`,
        suggestion("Run it by a shell", replace(array, JSON.stringify(["/bin/sh", "-c", shellTextOf(array)]).replaceAll('","', '", "'))),
      );
    }
  },
});
