import { dashlessOptionsIn } from "../../../model/dockerfile/scripts/dashless-options.ts";
import { type IgnoredFailure, ignoredFailures } from "../../../model/dockerfile/scripts/ignored-failures.ts";
import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { isVerifiedAfter } from "../../../model/dockerfile/scripts/verified-steps.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CommandFailureIgnored",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "info",
  summary: "A command that matters is followed by a semicolon, so that its failure is not seen.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      // Said once for a step: who mends it joins all that follows, or writes `set -e`.
      const failure = ignoredFailures(step.script).find((found) => matters(step, found));
      if (failure === undefined) continue;
      const why = failure.isInSpiteOfErrexit ? `, for "set -e" does not look at what stands in front of &&` : "";
      report(failure.separator, `The step goes on when "${failure.invocation.name}" fails${why}.`, joined(dockerfile.text, failure));
    }
  },
});

function matters(step: RunStep, { separator, next, isInSpiteOfErrexit }: IgnoredFailure): boolean {
  const { dockerfile, run, script } = step;
  // A check of what was fetched stops the step in its place.
  if (isVerifiedAfter(step, separator.span.start)) return false;
  // In a script of many lines all line breaks let failures pass, and `set ex` is a fault of its own: other rules say it.
  const body = run.heredocs[0]?.body;
  if (!isInSpiteOfErrexit && ((body && separator.span.start >= body.start) || dashlessOptionsIn(script).length > 0)) return false;
  // Who looks at the exit code, or says that all went well, means it.
  return !/\$\?|^(?:true|:|exit 0)(?:\s|$)/.test(dockerfile.written(next));
}

/** In a longer list of commands `set -e` is the better way. */
const mostJoined = 10;

/** All that follows has to be joined, for the failure would be lost at the next semicolon. */
function joined(text: string, { use: { siblings, statementIndex } }: IgnoredFailure): Fix | undefined {
  const count = siblings.length - 1 - statementIndex;
  if (count > mostJoined) return undefined;
  const edits = siblings.slice(statementIndex, -1).flatMap(({ separator }, index) => {
    const next = siblings[statementIndex + index + 1]!;
    const isPlain = separator?.operator === ";" && !next.list.operators.some(({ operator }) => operator === "||") && !text.slice(separator.span.end, next.span.start).includes("#");
    return isPlain ? [replace(separator, `${/\s/.test(text[separator.span.start - 1] ?? "") ? "" : " "}&&`)] : [];
  });
  return edits.length === count ? suggestion("Join them with &&", ...edits) : undefined;
}
