import { securedNames } from "../../../model/dockerfile/scripts/secured-names.ts";
import { type RunStep, runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { scopeBefore } from "../../../model/dockerfile/variables/scope.ts";
import { unguardedRemovals } from "../../../model/shell/unguarded-removals.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "UnsafeRm",
  aliases: ["SC2115"],
  language: "dockerfile",
  mentions: ["rm"],
  category: "correctness",
  severity: "warning",
  summary: "rm -r gets a path that is the root folder, or one right below it, when its variable is empty.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      for (const invocation of step.script.invocations) {
        for (const { word, variable, path } of unguardedRemovals(invocation)) {
          const state = stateOf(step, variable.name);
          if (state === "set" || (invocation.use && step.script.facts.optionsBefore(invocation.use).nounset)) continue;
          const fix = isWritten(step, variable) ? suggestion(`Fail when ${variable.name} is empty`, replace(variable, `\${${variable.name}:?}`)) : undefined;
          (state === "unset" ? report : report.as("hint"))(word, `This removes ${path} when ${variable.name} is empty.`, fix);
        }
      }
    }
  },
});

/** What every shell sets, and where programming languages and servers of official images live. */
const alwaysSet = /(?:^|_)HOME$|^(?:PWD|OLDPWD|GOPATH|PHP_INI_DIR|\d)$/;

/** Whether the file or the script itself gives the variable a value; a base image may give it one as well. */
function stateOf(step: RunStep, name: string): "set" | "unset" | "unknown" {
  const scope = scopeBefore(step.stage, step.run);
  const found = scope.find(name);
  if ((!found && alwaysSet.test(name)) || /^(?:PWD|HOME)$/.test(name) || securedNames(step).has(name)) return "set";
  if (found) return found.isSet && found.value !== "" ? "set" : "unset";
  return scope.isOpen ? "unknown" : "unset";
}
