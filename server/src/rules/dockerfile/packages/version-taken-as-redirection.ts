import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { type VersionRedirection, versionRedirections } from "../../../model/shell/version-redirections.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "VersionTakenAsRedirection",
  aliases: [],
  language: "dockerfile",
  mentions: ["add", "create", "get", "i", "in", "inject", "install", "require"],
  category: "correctness",
  severity: "error",
  summary: "The < or > of a version is not in quotes, so the shell takes it for a redirection to a file.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        for (const found of versionRedirections(command)) {
          const text = dockerfile.written(found.constraint);
          const effect = found.isRead ? "looks for a file of that name to read" : `writes into a file of that name, and ${command.manager} installs any version of ${found.name}`;
          report(found.constraint, `"${text}" is not in quotes: the shell ${effect}.`, command.invocation.outer === undefined ? inQuotes(step, found) : undefined);
        }
      }
    }
  },
});

/** Blanks between the name and its version go: package managers want one word. */
function inQuotes({ dockerfile }: RunStep, { whole }: VersionRedirection): Fix | undefined {
  const text = dockerfile.written(whole).replaceAll(" ", "");
  const quote = text.includes("$") ? '"' : "'";
  return /["'`\\\s]/.test(text) ? undefined : suggestion("Put it in quotes", replace(whole, quote + text + quote));
}
