import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { findOption } from "../../../model/shell/options.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ApkVirtualWithoutPackages",
  aliases: [],
  language: "dockerfile",
  mentions: ["apk"],
  category: "correctness",
  severity: "warning",
  summary: "The only package that is named is taken for the name of a set of packages, so that nothing is installed.",
  check: ({ dockerfile, report }) => {
    for (const { packageCommands } of packageSteps(dockerfile)) {
      for (const { manager, subcommand, operands, options, invocation } of packageCommands) {
        const option = manager === "apk" && subcommand === "add" && operands.length === 0 ? findOption(options, "-t", "--virtual") : undefined;
        // What xargs hands over is not written here.
        if (option?.value === undefined || invocation.wrappers.some((word) => word.unquoted === "xargs")) continue;
        report(option, `Nothing is installed: "${option.value}" is the name that ${option.name} gives to a set of packages.`);
      }
    }
  },
});
