import { shellTextOf, shellWordsIn, variablesIn } from "../../../model/dockerfile/containers/exec-shell-syntax.ts";
import { hasShell } from "../../../model/dockerfile/containers/programs.ts";
import { type Stage, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { scopeAtEnd } from "../../../model/dockerfile/variables/scope.ts";
import type { Instruction, JsonArray } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
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
      // The arguments of an entry point may be read by that script, which an image that is not known may have as well.
      const isArgument = instruction.kind === "CMD" && stage !== undefined;
      const say = isArgument && startCommandOf(stage).entrypoint ? report.as("hint") : isArgument && !baseFacts(stage).isKnown ? report.as("info") : report;
      const text = JSON.stringify(word.value);
      const effect = word === array.items[0] ? `the program ${text} is looked for as it is written` : `${text} reaches the program as it is written`;
      say(word, `No shell reads this array, so ${effect}.`, byShell(stage, instruction, array));
    }
  },
});

/** Containers may have no shell, and have none of the ARGs. */
function byShell(stage: Stage | undefined, { kind }: Instruction, array: JsonArray): Fix | undefined {
  if (stage && hasShell(stage) === false) return undefined;
  if (stage && kind !== "RUN" && variablesIn(array).some((name) => scopeAtEnd(stage).find(name)?.kind === "arg")) return undefined;
  return suggestion("Run it by a shell", replace(array, JSON.stringify(["/bin/sh", "-c", shellTextOf(array)]).replaceAll('","', '", "')));
}
