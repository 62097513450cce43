import { groupBy } from "../../../base/group-by.ts";
import { LineIndex } from "../../../base/line-index.ts";
import { lineBreakPlaces } from "../../../model/dockerfile/scripts/line-breaks.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LongRunLine",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A RUN has several commands on one long line.",
  options: {
    max: { schema: { type: "integer", minimum: 40 }, default: 120, description: "How many characters a line with several commands may have." },
  },
  check: ({ dockerfile, options, report }) => {
    const lines = new LineIndex(dockerfile.text);
    const most = typeof options["max"] === "number" ? options["max"] : 120;
    for (const step of runSteps(dockerfile)) {
      for (const [line, places] of groupBy(lineBreakPlaces(step), ({ operator }) => lines.lineAt(operator.start))) {
        const start = lines.lineStart(line);
        const end = lines.lineEnd(line);
        if (end - start <= most) continue;
        const fix = safeFix("Break the line between its commands", ...places.map(({ edit }) => edit));
        report({ start: start + most, end }, `This line with ${places.length + 1} commands is longer than ${most} characters.`, fix);
      }
    }
  },
});
