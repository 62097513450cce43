import { isCopied } from "../../../model/dockerfile/files/copied-files.ts";
import { namesOf } from "../../../model/dockerfile/packages/unpinned-installs.ts";
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
        // The module in the working directory has the versions of its tools.
        const hasModule = command.subcommand !== "get" && isCopied(step.stage, "go.mod", step.run.span.start);
        const moving = targetsOf(command).filter((word) => isMoving(movingVersion(word.unquoted), hasModule));
        if (moving.length > 0) report(moving[0]!, messageOn(moving.map((word) => word.unquoted)));
      }
    }
  },
});

/** `go run` gives everything behind the package to the program. */
function targetsOf({ subcommand, operands }: PackageCommand): readonly ShellWord[] {
  return subcommand === "run" ? operands.slice(0, 1) : operands;
}

function isMoving(version: string | undefined, hasModule: boolean): boolean {
  return version !== undefined && (version !== "" || !hasModule);
}

/** One message for a call, which may install dozens of tools. */
function messageOn(targets: readonly string[]): string {
  const version = movingVersion(targets[0]!);
  const fault = targets.length > 1 ? "have no fixed version" : version === "" ? "has no version" : `follows "${version}"`;
  return `${namesOf(targets.map((name) => ({ name })))} ${fault}; write package@v1.2.3.`;
}

/** What a remote package moves with: empty for no version. A path is remote when its first part has a dot, as host names do. */
function movingVersion(target: string): string | undefined {
  const at = target.indexOf("@");
  const path = at < 0 ? target : target.slice(0, at);
  if (!/^[\w-]+(?:\.[\w-]+)+\/./.test(path)) return undefined;
  const version = at < 0 ? "" : target.slice(at + 1);
  return /^(?:latest|upgrade|patch)?$/.test(version) ? version : undefined;
}
