import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

export default defineRule({
  name: "PinCargoVersions",
  aliases: [],
  language: "dockerfile",
  mentions: ["cargo"],
  category: "reproducibility",
  severity: "info",
  summary: "cargo install takes the newest version of a crate, or the newest versions of what the crate needs.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "cargo" || command.subcommand !== "install" || findOption(command.options, "--path", "--list") !== undefined) continue;
        const isFromGit = findOption(command.options, "--git") !== undefined;
        if (isFromGit && findOption(command.options, "--tag", "--rev") === undefined) {
          report(command.subcommandSpan ?? command, `"cargo install --git" follows a moving branch; add --tag or --rev.`);
        }
        const loose = isFromGit ? undefined : command.packages.find(({ kind, version }) => kind === "name" && version === undefined);
        if (loose !== undefined) report(loose, `"${loose.name}" has no version; write ${loose.name}@1.2.3.`);
        else if (findOption(command.options, "--locked", "--frozen") === undefined && command.packages.length > 0) {
          const edit = addOption(step, command, "--locked");
          report.as("hint")(command.subcommandSpan ?? command, `"cargo install" without --locked takes the newest version of everything that the crate needs.`, edit && suggestion("Add --locked", edit));
        }
      }
    }
  },
});
