import { deciding } from "../../../model/dockerfile/containers/healthcheck.ts";
import { insertAfter, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckExitCode",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "hint",
  summary: "A HEALTHCHECK ends with the exit code of curl or wget, which may be another than 0 or 1.",
  check: ({ dockerfile, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      const last = check.command?.form === "shell" ? deciding(dockerfile, check) : undefined;
      if (!last || (last.name !== "curl" && last.name !== "wget")) continue;
      const end = last.use?.command.span ?? last.span;
      report(last.words[0]!, `${last.name} has exit codes of its own, while a check should end with 0 or 1.`, safeFix("End with || exit 1", insertAfter(end, " || exit 1")));
    }
  },
});
