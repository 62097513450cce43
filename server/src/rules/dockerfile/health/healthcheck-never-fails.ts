import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { deciding } from "../../../model/dockerfile/containers/healthcheck.ts";
import { failureSwallower } from "../../../model/shell/exit-codes.ts";
import { downloadsOf } from "../../../model/shell/downloads.ts";
import { insertAfter, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "HealthcheckNeverFails",
  aliases: [],
  language: "dockerfile",
  mentions: ["healthcheck"],
  category: "correctness",
  severity: "warning",
  summary: "A HEALTHCHECK cannot tell that the service fails: it ignores HTTP errors, or always ends in success.",
  check: ({ dockerfile, report }) => {
    for (const check of dockerfile.all("HEALTHCHECK")) {
      const { script, invocations } = scriptOf(dockerfile, check);
      const swallower = script && failureSwallower(script, dockerfile.text);
      if (swallower) {
        report(swallower.span, `"${dockerfile.written(swallower)}" makes this check succeed whatever happens.`, suggestion("End in exit 1 on failure", replace(swallower.span, swallower.failing)));
        continue;
      }
      const decider = deciding(dockerfile, check) ?? invocations.find(({ name, use }) => name === "curl" && use !== undefined && use.pipeline.commands.length === 1 && use.scope.kind === "script" && !use.isCondition);
      const curl = decider && downloadsOf([decider])[0];
      if (curl?.tool !== "curl" || curl.failsOnHttpError || curl.urls.some(({ unquoted }) => /^(?!https?:)[a-z]+:\/\//i.test(unquoted)) || curl.options.some(({ name }) => name === "-w" || name === "--write-out")) continue;
      const name = curl.invocation.words[0]!;
      const fix = check.command?.exec ? insertAfter(name, ', "-f"') : insertAfter(name, " -f");
      report(name, "Without -f, curl counts an answer such as 500 as success, so this check does not see it.", suggestion("Add -f", fix));
    }
  },
});
