import { isOffline } from "../../../model/dockerfile/scripts/offline-steps.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "RunUnnecessaryNetwork",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundle", "bundler", "frozen", "index", "mvn", "mvnw", "offline", "precompile", "vendor"],
  category: "security",
  severity: "off",
  summary: "A step that works with files alone has access to the network.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (step.isOnbuild || step.run.flags.some(({ name }) => name === "network") || !isOffline(step)) continue;
      report(step.run.keywordSpan, "Nothing in this step needs the network; without it, what is built cannot reach anybody.", suggestion("Add --network=none", insertAfter(step.run.keywordSpan, " --network=none")));
    }
  },
});
