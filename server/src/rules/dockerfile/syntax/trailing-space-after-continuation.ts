import { strayEscapes } from "../../../model/dockerfile/scripts/stray-escapes.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TrailingSpaceAfterContinuation",
  aliases: ["SC1101"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "Blanks follow what looks like a line continuation, so that it escapes a blank instead.",
  check: ({ dockerfile, report }) => {
    for (const { span, removal, place } of strayEscapes(dockerfile)) {
      const escape = dockerfile.text[span.start]!;
      if (place === "line-end") report(span, `The blanks behind this ${escape} keep it from joining the lines: the shell ends the command here.`, suggestion("Remove the blanks", remove(removal)));
      else report(span, `This ${escape} joins no lines; ${place === "path" ? "as a source of its own it means the whole build context" : "with the blank behind it, it is part of an argument"}.`, suggestion(`Remove the ${escape}`, remove(removal)));
    }
  },
});
