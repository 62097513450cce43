import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isVerifiedAfter } from "../../../model/dockerfile/scripts/verified-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "CurlFail",
  aliases: [],
  language: "dockerfile",
  mentions: ["curl"],
  category: "correctness",
  severity: "info",
  summary: "curl downloads without -f, so that an error page of the server counts as success.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const download of step.script.facts.downloads) {
        const { tool, invocation, options, urls, failsOnHttpError, executedBy } = download;
        if (tool !== "curl" || failsOnHttpError || urls.every((url) => /^(?:\w+:\/\/)?(?:localhost|127\.0\.0\.1)\b|^file:/.test(url.unquoted))) continue;
        // Whoever asks for headers or the status, or sends something, looks at the answer himself.
        if (findOption(options, "-w", "--write-out", "-I", "--head", "-d", "--data", "-X", "--request", "-K", "--config", "-i", "--include") !== undefined) continue;
        const isUsed = !download.writesStandardOutput || (invocation.use?.pipeline.commands.length ?? 1) > 1 || invocation.use?.scope.kind === "substitution";
        if (!isUsed || invocation.use?.isFailureIgnored || invocation.outer !== undefined) continue;
        // An error page has another checksum.
        if (isVerifiedAfter(step, invocation.span.start)) continue;
        const program = invocation.words[0]!;
        const fix = isWritten(step, program) && !step.run.command?.exec ? suggestion("Add -f", insertAfter(program, " -f")) : undefined;
        // It is neither an archive nor a key. That a shell gets it is worse, and said by itself.
        const isRead = [...step.script.facts.extractions, ...step.script.invocations.filter(({ name }) => /^(?:gpg2?|apt-key)$/.test(name))].some(({ span }) => span.start > invocation.span.start);
        (isRead || executedBy ? report.as("hint") : report)(program, "Without -f curl takes an error page for the file and succeeds.", fix);
      }
    }
  },
});
