import { heredocFormOf } from "../../../model/dockerfile/scripts/heredoc-form.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PreferRunHeredoc",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A RUN joins many commands with && that a heredoc would show line by line.",
  options: {
    commands: { schema: { type: "integer", minimum: 2 }, default: 4, description: "From how many joined commands on a heredoc is asked for." },
  },
  check: ({ dockerfile, options, report }) => {
    const least = typeof options["commands"] === "number" ? options["commands"] : 4;
    for (const step of runSteps(dockerfile)) {
      const form = step.isOnbuild ? undefined : heredocFormOf(step);
      if (form && form.count >= least) report(step.run.keywordSpan, `This RUN joins ${form.count} commands, which a heredoc would show line by line.`, suggestion("Write it as a heredoc", replace(form.span, form.text)));
    }
  },
});
