import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "CurlFail",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "curl downloads without -f, so that an error page of the server counts as success.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const download of step.script.facts.downloads) {
        const { tool, invocation, options, urls, failsOnHttpError } = download;
        if (tool !== "curl" || failsOnHttpError || urls.every((url) => /^(?:\w+:\/\/)?(?:localhost|127\.0\.0\.1)\b|^file:/.test(url.unquoted))) continue;
        // Whoever asks for headers or the status, or sends something, looks at the answer himself.
        if (findOption(options, "-w", "--write-out", "-I", "--head", "-d", "--data", "-X", "--request", "-K", "--config", "-i", "--include") !== undefined) continue;
        const isUsed = !download.writesStandardOutput || (invocation.use?.pipeline.commands.length ?? 1) > 1 || invocation.use?.scope.kind === "substitution";
        if (!isUsed || invocation.use?.isFailureIgnored || invocation.outer !== undefined) continue;
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && !step.run.command?.exec ? suggestion("Add -f", insertAfter(program, " -f")) : undefined;
        report(program, "Without -f curl takes an error page for the file and succeeds.", fix);
      }
    }
  },
});
