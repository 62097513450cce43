import { closestName } from "../../../base/closest-name.ts";
import { instructionNames } from "../../../data/instructions.ts";
import { faultsOf, instructionAt } from "../../../model/dockerfile/faults.ts";
import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import { insert, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnknownInstruction",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A line begins with a word that is no Dockerfile instruction.",
  check: ({ dockerfile, report }) => {
    if (hasForeignFrontend(dockerfile)) return;
    for (const { span, message } of faultsOf(dockerfile, "unknown-instruction")) {
      const instruction = instructionAt(dockerfile, span);
      const glued = instruction && gluedName(instruction.keyword);
      const guess = glued ?? (instruction && instruction.keyword !== "" ? closestName(instruction.keyword, instructionNames) : undefined);
      const isLower = dockerfile.written(span) === instruction?.keyword.toLowerCase();
      const written = isLower ? guess?.toLowerCase() : guess;
      if (glued !== undefined) report(span, message, suggestion(`Put a blank behind ${glued}`, insert(span.start + glued.length, " ")));
      else report(span, message, written === undefined ? undefined : suggestion(`Change it to ${guess}`, replace(span, written)));
    }
  },
});

/** The instruction whose arguments follow without a blank, as in `WORKDIR/app`; a quotation mark or an equals sign stands there by chance. */
function gluedName(keyword: string): string | undefined {
  return instructionNames.find((name) => keyword.startsWith(name) && /^[^A-Z"'=]/.test(keyword.slice(name.length)));
}
