import { isCopied } from "../../../model/dockerfile/files/copied-files.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import type { ShellWord } from "../../../syntax/shell/tree.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PinGoVersions",
  aliases: ["DL3062"],
  language: "dockerfile",
  mentions: ["go"],
  category: "reproducibility",
  severity: "info",
  summary: "go install, go get or go run takes a remote package without a version or at latest.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.manager !== "go" || !/^(?:install|get|run)$/.test(command.subcommand)) continue;
        for (const word of targetsOf(command)) {
          const moving = movingVersion(word.unquoted);
          if (moving === undefined) continue;
          // The module in the working directory has the versions of its tools.
          if (moving === "" && command.subcommand !== "get" && isCopied(step.stage, "go.mod", step.run.span.start)) continue;
          report(word, `"${word.unquoted}" ${moving === "" ? "has no version" : `follows "${moving}"`}; write package@v1.2.3.`);
        }
      }
    }
  },
});

/** `go run` gives everything behind the package to the program. */
function targetsOf({ subcommand, operands }: PackageCommand): readonly ShellWord[] {
  return subcommand === "run" ? operands.slice(0, 1) : operands;
}

/** What a remote package moves with: empty for no version. A path is remote when its first part has a dot, as host names do. */
function movingVersion(target: string): string | undefined {
  const at = target.indexOf("@");
  const path = at < 0 ? target : target.slice(0, at);
  if (!/^[\w-]+(?:\.[\w-]+)+\/./.test(path)) return undefined;
  const version = at < 0 ? "" : target.slice(at + 1);
  return /^(?:latest|upgrade|patch)?$/.test(version) ? version : undefined;
}
