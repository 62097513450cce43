import { undefinedVariables } from "../../../model/dockerfile/variables/undefined-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "GlobalArgOutOfScope",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A stage uses an ARG from above the first FROM that it does not declare again, so it reads as empty.",
  check: ({ dockerfile, report }) => {
    for (const { step, reference, global, isOpen } of undefinedVariables(dockerfile)) {
      // A base image may well define a variable of that name; its own platform variables BuildKit alone defines.
      if (!global || step.isTriggered || reference.operator === "+" || reference.operator === ":+") continue;
      const what = global.kind === "platform" ? "BuildKit provides it" : "It is declared above the first FROM only";
      const keyword = dockerfile.text[step.instruction.keywordSpan.start] === step.instruction.keyword[0] ? "ARG" : "arg";
      const indent = /[ \t]*$/.exec(dockerfile.text.slice(0, step.instruction.span.start))![0];
      report.as(isOpen && reference.operator !== undefined ? "hint" : "warning")(
        reference,
        `$${reference.name} is empty in this stage. ${what}; the stage has to declare it with ARG ${reference.name}.`,
        suggestion(`Declare ARG ${reference.name} in this stage`, insertLinesAbove(dockerfile.text, step.instruction.span.start, [`${indent}${keyword} ${reference.name}`])),
      );
    }
  },
});
