import { commentedHealthchecks } from "../../../model/dockerfile/comments/commented-healthcheck.ts";
import { healthcheckOf } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckCommentedOut",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "info",
  summary: "The only HEALTHCHECK of a stage is a comment.",
  check: ({ dockerfile, use, report }) => {
    for (const { stage, span, marks } of commentedHealthchecks(dockerfile)) {
      if (healthcheckOf(stage)) continue;
      const severity = roleOf(stage, use) === "service" ? "warning" : "info";
      const fix = suggestion("Uncomment the HEALTHCHECK", ...marks.map((mark) => remove(mark)));
      report.as(severity)(span, `This HEALTHCHECK is commented out, so ${stage.name ? `"${stage.name.text}"` : "the image"} has none.`, fix);
    }
  },
});
