import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "BackgroundJobInRun",
  aliases: [],
  language: "dockerfile",
  mentions: ["wait"],
  category: "correctness",
  severity: "warning",
  summary: "A step waits for background jobs with a plain wait, which hides that one of them failed.",
  check: ({ dockerfile, report }) => {
    for (const { script } of runSteps(dockerfile)) {
      const jobs = script.facts.backgroundJobs;
      if (jobs.length === 0) continue;
      const waits = script.invocations.filter(({ name, words }) => name === "wait" && words.length === 1);
      for (const wait of waits) {
        const awaited = jobs.filter(({ statement }) => statement.span.end <= wait.span.start);
        if (awaited.length === 0) continue;
        report(wait, `A plain "wait" succeeds even when ${awaited.length === 1 ? "the background job fails" : `one of the ${awaited.length} background jobs fails`}; wait for each by its number.`);
      }
    }
  },
});
