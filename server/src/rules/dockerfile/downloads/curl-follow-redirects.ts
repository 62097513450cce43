import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

/** Addresses that answer with another address. */
const redirecting = /^(?:https?:\/\/)?(?:github\.com\/[^/]+\/[^/]+\/(?:releases|archive|raw|zipball|tarball)\/|sourceforge\.net\/projects\/|downloads\.sourceforge\.net\/|bit\.ly\/|tinyurl\.com\/|aka\.ms\/|go\.microsoft\.com\/fwlink|git\.io\/)/;

export default defineRule({
  name: "CurlFollowRedirects",
  aliases: [],
  language: "dockerfile",
  mentions: ["curl"],
  category: "correctness",
  severity: "warning",
  summary: "curl fetches without -L from an address that redirects, and gets an empty page.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const { tool, invocation, options, urls, followsRedirects } of step.script.facts.downloads) {
        // Whoever asks for headers reads where the address leads by himself.
        if (tool !== "curl" || followsRedirects || findOption(options, "-I", "--head", "-i", "--include", "-D", "--dump-header", "-w", "--write-out", "-K", "--config")) continue;
        const url = urls.find((word) => redirecting.test(word.unquoted));
        const program = invocation.words[0]!;
        if (!url) continue;
        const fix = isWritten(step, program) && !step.run.command?.exec ? suggestion("Add -L", insertAfter(program, " -L")) : undefined;
        report(url, "This address redirects, and without -L curl does not follow.", fix);
      }
    }
  },
});
