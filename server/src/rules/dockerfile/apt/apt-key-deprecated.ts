import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AptKeyDeprecated",
  aliases: [],
  language: "dockerfile",
  mentions: ["key"],
  category: "security",
  severity: "info",
  summary: "A step trusts a key with apt-key, which newer releases lack and which trusts it for every repository.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      // Who asks first whether it is there has another way.
      if (step.script.invocations.some(({ arguments: words }) => words.some((word) => /(?:^|\/)apt-key$/.test(word.unquoted)))) continue;
      for (const { name, words } of step.script.invocations) {
        const subcommand = words.slice(1).find((word) => /^(?:add|adv)$/.test(word.unquoted));
        if (name !== "apt-key" || subcommand === undefined) continue;
        report({ start: words[0]!.span.start, end: words[0]!.span.end }, `"apt-key" is gone from current releases and trusts the key for every repository; store the key in /etc/apt/keyrings and name it with signed-by.`);
      }
    }
  },
});
