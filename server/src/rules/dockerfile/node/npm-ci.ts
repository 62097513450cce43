import { isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { fileName } from "../../../model/dockerfile/files/copy-paths.ts";
import { callSpan, packageSteps, type RunStep, stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NpmCi",
  aliases: [],
  language: "dockerfile",
  mentions: ["npm"],
  category: "reproducibility",
  severity: "info",
  summary: "npm install may change what the copied lock file says; npm ci installs exactly that.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "npm" || !/^(?:install|i)$/.test(command.subcommand) || command.operands.length > 0) continue;
        if (findOption(command.options, "-g", "--global", "--location", "--package-lock-only", "--no-package-lock") !== undefined) continue;
        const lock = ["package-lock.json", "npm-shrinkwrap.json"].find((name) => isCopiedByName(step.stage, name, step.run.span.start));
        const span = command.subcommandSpan;
        // Behind "npm ci ||" it is for the case that this fails.
        if (lock === undefined || span === undefined || command.invocation.use?.before?.operator === "||" || removesFile(step, lock)) continue;
        const isPlain = dockerfile.written(span) === command.subcommand;
        const fix = isPlain ? suggestion("Use npm ci", replace(span, "ci")) : undefined;
        report(callSpan(command), `"npm ${command.subcommand}" may install other versions than ${lock} names; "npm ci" does not.`, fix);
      }
    }
  },
});

function removesFile({ stage, run }: RunStep, name: string): boolean {
  return stepsOf(stage).some((step) => step.run.span.start <= run.span.start
    && step.script.invocations.some(({ name: program, arguments: words }) => program === "rm" && words.some(({ unquoted }) => fileName(unquoted) === name)));
}
