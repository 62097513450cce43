import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Invocation } from "../../../model/shell/invocations.ts";
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
        const last = awaited.at(-1);
        // What is asked to end, such as a server that a test needed, is only waited for.
        if (last === undefined || script.invocations.some((each) => each.span.start > last.statement.span.start && each.span.end < wait.span.start && endsOthers(each))) continue;
        report(wait, `A plain "wait" succeeds even when ${awaited.length === 1 ? "the background job fails" : `one of the ${awaited.length} background jobs fails`}; wait for each by its number.`);
      }
    }
  },
});

function endsOthers({ name, words }: Invocation): boolean {
  return /^(?:p?kill|killall)$/.test(name) || words.some(({ unquoted }) => /(?:^|[-_.:])(?:shutdown|stop|quit)$/i.test(unquoted));
}
