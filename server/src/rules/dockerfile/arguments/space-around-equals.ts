import { type SpacedEquals, spacedEquals } from "../../../model/dockerfile/variables/spaced-equals.ts";
import { insertAfter, insertBefore, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SpaceAroundEquals",
  aliases: [],
  language: "dockerfile",
  mentions: ["arg", "env", "label"],
  category: "correctness",
  severity: "warning",
  summary: "A blank stands beside the equals sign of an ARG, ENV or LABEL, so that the value is not what follows.",
  check: ({ dockerfile, report }) => {
    for (const found of spacedEquals(dockerfile)) {
      const { kind, gap, value, needsQuotes, isFixable } = found;
      const quotes = needsQuotes ? [insertBefore({ start: gap.end, end: gap.end }, '"'), insertAfter(value, '"')] : [];
      report.as(kind === "nameless" ? "error" : "warning")(gap, messageFor(found), isFixable ? suggestion("Remove the blanks", replace(gap, "="), ...quotes) : undefined);
    }
  },
});

function messageFor({ kind, instruction, name, value }: SpacedEquals): string {
  if (kind === "nameless") return `With a blank in front of it the equals sign has no name, so the build stops; ${instruction.kind} is written ${name}=….`;
  if (kind === "argument") return `The blank behind the equals sign leaves ${name} empty and declares another argument, ${value.text}.`;
  return `The blank in front of the equals sign makes it part of the value: ${name} is "${value.text.length > 40 ? `${value.text.slice(0, 40)}…` : value.text}".`;
}
