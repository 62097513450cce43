import { loneUpdates } from "../../../model/dockerfile/packages/lone-updates.ts";
import { callSpan } from "../../../model/dockerfile/scripts/run-steps.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { joinWithNext } from "../../shell-edits.ts";

export default defineRule({
  name: "LonePackageUpdate",
  aliases: ["trivy:DS-0017"],
  language: "dockerfile",
  mentions: ["update"],
  category: "correctness",
  severity: "warning",
  summary: "A RUN refreshes the package index and a later one installs from it, when it may long be stale.",
  check: ({ dockerfile, report }) => {
    for (const { step, update, user } of loneUpdates(dockerfile)) {
      const name = `${update.manager} ${update.subcommand}`;
      if (user === undefined) {
        report.as("hint")(callSpan(update), `Nothing in this RUN installs from the index that "${name}" fetches.`);
        continue;
      }
      const edit = joinWithNext(step, user);
      const message = `"${name}" is cached apart from the install that needs it, which will one day use an old index; join the two RUNs.`;
      report(callSpan(update), message, edit && suggestion("Join it with the RUN that installs", edit));
    }
  },
});
