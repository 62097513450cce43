import type { Spanned } from "../../../base/span.ts";
import { argumentsOutOfScope } from "../../../model/dockerfile/variables/arguments-out-of-scope.ts";
import type { Variable } from "../../../model/dockerfile/variables/scope.ts";
import type { Step } from "../../../model/dockerfile/steps.ts";
import { undefinedVariables } from "../../../model/dockerfile/variables/undefined-variables.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "GlobalArgOutOfScope",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg", "buildarch", "buildos", "buildosversion", "buildplatform", "buildvariant", "targetarch", "targetos", "targetosversion", "targetplatform", "targetstage", "targetvariant"],
  category: "correctness",
  severity: "warning",
  summary: "A stage uses an ARG from above the first FROM that it does not declare again, so it reads as empty.",
  check: ({ dockerfile, report }) => {
    const firstUses = new Map<string, number>();
    const sayEmpty = (place: Spanned, name: string, { kind }: Variable, { instruction, stage }: Pick<Step, "instruction" | "stage">, severity: "warning" | "hint") => {
      const what = kind === "platform" ? "BuildKit provides it" : "It is declared above the first FROM only";
      const key = `${stage.index} ${name}`;
      firstUses.set(key, Math.min(place.span.start, firstUses.get(key) ?? Infinity));
      report.as(severity)(place, `$${name} is empty in this stage. ${what}; the stage has to declare it with ARG ${name}.`, declare(dockerfile.text, instruction, name));
    };
    for (const { step, reference, global, isOpen, isLikelyOfBase } of undefinedVariables(dockerfile)) {
      // A base image may well define a variable of that name; its own platform variables BuildKit alone defines.
      if (!global || step.isTriggered || reference.operator === "+" || reference.operator === ":+") continue;
      sayEmpty(reference, reference.name, global, step, isLikelyOfBase || (isOpen && reference.operator !== undefined) ? "hint" : "warning");
    }
    for (const { step, reference, global, isOpen } of argumentsOutOfScope(dockerfile)) {
      // One declaration serves the rest of the stage.
      if ((firstUses.get(`${step.stage.index} ${reference.name}`) ?? Infinity) < reference.span.start) continue;
      sayEmpty(reference, reference.name, global, { instruction: step.run, stage: step.stage }, isOpen ? "hint" : "warning");
    }
  },
});

function declare(text: string, { keyword, keywordSpan, span }: Instruction, name: string): Fix {
  const indent = /[ \t]*$/.exec(text.slice(0, span.start))![0];
  return suggestion(`Declare ARG ${name} in this stage`, insertLinesAbove(text, span.start, [`${indent}${text[keywordSpan.start] === keyword[0] ? "ARG" : "arg"} ${name}`]));
}
