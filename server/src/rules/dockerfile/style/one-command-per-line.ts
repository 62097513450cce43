import { lineBreakPlaces } from "../../../model/dockerfile/scripts/line-breaks.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "OneCommandPerLine",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "Several commands of a RUN share a line.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const places = lineBreakPlaces(step);
      const first = places[0];
      if (first) report(first.operator, "Another command follows on this line.", safeFix("Put each command on a line of its own", ...places.map(({ edit }) => edit)));
    }
  },
});
