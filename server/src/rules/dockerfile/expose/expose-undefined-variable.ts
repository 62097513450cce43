import { rootBase, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isOfficialImage } from "../../../model/dockerfile/images/image-reference.ts";
import { type UndefinedVariable, undefinedPorts } from "../../../model/dockerfile/variables/undefined-variables.ts";
import { type Fix, insertLinesAbove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposeUndefinedVariable",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "warning",
  summary: "EXPOSE takes its port from a variable that nothing defines, and so names none.",
  check: ({ dockerfile, report }) => {
    for (const found of undefinedPorts(dockerfile)) {
      const { step, reference, closest, global } = found;
      if (step.isTriggered || reference.operator !== undefined) continue;
      const { name } = reference;
      const isSure = !found.isOpen || closest !== undefined || global !== undefined || hasNoPorts(step.stage);
      const why = global === undefined ? `$${name} is not defined here` : `$${name} is only known above the first FROM`;
      (isSure ? report : report.as("info"))(reference, `${why}, so no port is exposed.${closest === undefined ? "" : ` Did you mean $${closest}?`}`, fixOf(dockerfile.text, found));
    }
  },
});

/** Images of somebody's own may well set the port that they listen on, and so do some of vendors. */
function hasNoPorts(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && isOfficialImage(base.ref) && baseFacts(stage).isKnown;
}

function fixOf(text: string, { step, reference, closest, global }: UndefinedVariable): Fix | undefined {
  if (closest !== undefined) return suggestion(`Change it to ${closest}`, replace(reference.nameSpan, closest));
  return global === undefined || !/^\d+$/.test(global.value) ? undefined : suggestion(`Declare ARG ${reference.name} in the stage`, insertLinesAbove(text, step.instruction.span.start, [`ARG ${reference.name}`]));
}
