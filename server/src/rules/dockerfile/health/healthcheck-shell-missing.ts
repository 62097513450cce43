import { lastInChain } from "../../../model/dockerfile/dockerfile.ts";
import { stagesWithCheck } from "../../../model/dockerfile/containers/healthcheck.ts";
import { hasShell } from "../../../model/dockerfile/containers/programs.ts";
import { plainExecFormOf } from "../../exec-form.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckShellMissing",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "error",
  summary: "A HEALTHCHECK in shell form stands in an image without a shell, so the container is never healthy.",
  check: ({ dockerfile, use, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      if (check.command?.form !== "shell") continue;
      const stage = stagesWithCheck(check, dockerfile, use).find((candidate) => hasShell(candidate) === false && !lastInChain(candidate, "SHELL"));
      if (stage) report(check.command, "This check runs in /bin/sh, which the image does not have: it always fails.", plainExecFormOf(dockerfile, check));
    }
  },
});
