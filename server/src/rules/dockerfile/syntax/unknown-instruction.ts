import { closestName } from "../../../base/closest-name.ts";
import { instructionNames } from "../../../data/instructions.ts";
import { faultsOf, instructionAt } from "../../../model/dockerfile/faults.ts";
import { hasForeignFrontend } from "../../../model/dockerfile/frontend.ts";
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
      const guess = instruction && instruction.keyword !== "" ? closestName(instruction.keyword, instructionNames) : undefined;
      // A blank may be all that is missing, as in `WORKDIR/app`.
      const rest = guess !== undefined && instruction!.keyword.startsWith(guess) ? dockerfile.text.slice(span.start + guess.length, span.end) : "";
      const isGlued = /^[^A-Za-z]/.test(rest);
      const isLower = dockerfile.text.slice(span.start, span.end) === instruction?.keyword.toLowerCase();
      report(span, message, guess === undefined ? undefined : isGlued ? suggestion(`Put a blank behind ${guess}`, insert(span.start + guess.length, " ")) : suggestion(`Change it to ${guess}`, replace(span, isLower ? guess.toLowerCase() : guess)));
    }
  },
});
