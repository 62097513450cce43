import { undefinedVariables } from "../../../model/dockerfile/variables/undefined-variables.ts";
import type { Step } from "../../../model/dockerfile/steps.ts";
import type { VariableReference } from "../../../syntax/dockerfile/words.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UndefinedVar",
  aliases: ["buildkit:UndefinedVar"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "The build replaces a variable that nothing defines, so it becomes empty.",
  check: ({ dockerfile, report }) => {
    for (const { step, reference, global, isOpen, closest } of undefinedVariables(dockerfile)) {
      const { name } = reference;
      const message = `$${name} is not defined here and becomes empty.${closest === undefined ? "" : ` Did you mean $${closest}?`}`;
      const isCertain = !step.isTriggered && !global && !isDeliberate(reference) && !isOwnValue(step, reference) && (!isOpen || closest !== undefined);
      const fix = closest === undefined ? undefined : suggestion(`Change it to ${closest}`, replace(reference.nameSpan, closest));
      if (step.isTriggered) report.as("off")(step.place, message);
      else report.as(isCertain ? "warning" : "off")(reference, message, fix);
    }
  },
});

/** The operator says that the name may be missing. */
function isDeliberate({ operator }: VariableReference): boolean {
  return operator !== undefined && /^:?[-+?]$/.test(operator);
}

/** `ARG VERSION=$VERSION`, or a list that goes on with what the base may have: empty is what is meant where nothing is defined. */
function isOwnValue({ instruction }: Step, { name, span }: VariableReference): boolean {
  return (instruction.kind === "ARG" || instruction.kind === "ENV") && instruction.pairs.some((pair) => pair.key.text === name && pair.span.start < span.start && span.end <= pair.span.end);
}
