import { faultsOf } from "../../../model/dockerfile/faults.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InstructionBeforeFrom",
  aliases: ["DL3061"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "Something other than ARG stands in front of the first FROM.",
  check: ({ dockerfile, report }) => {
    for (const { span, message } of faultsOf(dockerfile, "instruction-before-from")) report(span, message);
  },
});
