import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "NoApt",
  aliases: ["DL3027"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A step calls apt, whose command line is meant for people and may change.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        const program = command.invocation.words[0]!;
        if (command.manager !== "apt") continue;
        const stable = stableProgram(command);
        const canReplace = stable !== undefined && isWritten(step, program) && /^"?apt"?$/.test(program.text);
        const fix = canReplace ? safeFix(`Call ${stable}`, replace(program, program.text.replace("apt", stable))) : undefined;
        report(program, `"apt" is made for terminals and promises no stable command line; use ${stable ?? "apt-get or apt-cache"}.`, fix);
      }
    }
  },
});

/** The program that has the subcommand under the same name. */
function stableProgram({ subcommand }: PackageCommand): string | undefined {
  if (/^(?:install|reinstall|remove|purge|autoremove|autopurge|update|upgrade|dist-upgrade|build-dep|download|source|clean|autoclean|distclean|satisfy|changelog)$/.test(subcommand)) return "apt-get";
  return /^(?:search|show|depends|rdepends|policy|madison|showsrc)$/.test(subcommand) ? "apt-cache" : undefined;
}
