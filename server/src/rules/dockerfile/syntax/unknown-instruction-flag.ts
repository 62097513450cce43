import { closestName } from "../../../base/closest-name.ts";
import { findInstruction } from "../../../data/instructions.ts";
import { faultsOf, instructionAt } from "../../../model/dockerfile/faults.ts";
import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnknownInstructionFlag",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "An instruction has a flag that it does not know.",
  check: ({ dockerfile, report }) => {
    if (hasForeignFrontend(dockerfile)) return;
    for (const { span, message } of faultsOf(dockerfile, "unknown-flag")) {
      const instruction = instructionAt(dockerfile, span);
      const flag = instruction?.flags.find((candidate) => candidate.span.start === span.start);
      const known = findInstruction(instruction?.keyword ?? "")?.flags ?? [];
      const guess = flag ? closestName(flag.name, known.map(({ name }) => name)) : undefined;
      report(span, message, guess === undefined ? undefined : suggestion(`Change it to --${guess}`, replace(span, `--${guess}`)));
    }
  },
});
