import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
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
      for (const { tool, invocation, urls, followsRedirects } of step.script.facts.downloads) {
        if (tool !== "curl" || followsRedirects || invocation.words.some((word) => /^(?:-[a-zA-Z]*I|--head|-[a-zA-Z]*w|--write-out)/.test(word.unquoted))) continue;
        const url = urls.find((word) => redirecting.test(word.unquoted));
        const program = invocation.words[0]!;
        if (!url) continue;
        const fix = isWritten(step, program) && !step.run.command?.exec ? suggestion("Add -L", insertAfter(program, " -L")) : undefined;
        report(url, "This address redirects, and without -L curl does not follow.", fix);
      }
    }
  },
});
