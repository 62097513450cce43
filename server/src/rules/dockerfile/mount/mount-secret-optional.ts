import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { Mount } from "../../../model/dockerfile/files/mounts.ts";
import { type Fix, insert, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MountSecretOptional",
  aliases: [],
  language: "dockerfile",
  mentions: ["secret"],
  category: "correctness",
  severity: "hint",
  summary: "A step goes on without its secret when the build was given none.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (looksAtAbsence(step)) continue;
      for (const mount of step.mounts) {
        if (mount.type !== "secret" || mount.options.some(({ key }) => key.toLowerCase() === "required")) continue;
        report(mount, "When this secret is not passed, the step runs without it; required=true says so at once.", addRequired(dockerfile.text, mount));
      }
    }
  },
});

/** Whether the script has an answer for a secret that is not there. */
function looksAtAbsence({ run, dockerfile }: RunStep): boolean {
  return /\bif\b|\[ |\btest -|\|\||:[-+]/.test(dockerfile.written(run));
}

function addRequired(text: string, { flag }: Mount): Fix | undefined {
  const end = flag.value?.span.end;
  return end === undefined || /["'`\\]/.test(text[end - 1]!) ? undefined : suggestion("Add required=true", insert(end, ",required=true"));
}
