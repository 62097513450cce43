import type { Edit } from "../../../base/edit.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "NoApt",
  aliases: ["DL3027"],
  language: "dockerfile",
  mentions: ["apt"],
  category: "correctness",
  severity: "info",
  summary: "A step calls apt, whose command line is meant for people and may change.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      // One finding for a step, as in hadolint: its fix changes all calls.
      const calls = step.packageCommands.filter(({ manager }) => manager === "apt");
      const [first] = calls;
      if (!first) continue;
      const changes = calls.flatMap((call) => replacementOf(step, call));
      const names = [...new Set(changes.map(({ stable }) => stable))].join(" and ");
      const fix = changes.length === 0 ? undefined : safeFix(`Call ${names}`, ...changes.map(({ edit }) => edit));
      report(first.invocation.words[0]!, `"apt" is made for terminals and promises no stable command line; use ${names || "apt-get or apt-cache"}.`, fix);
    }
  },
});

function replacementOf(step: RunStep, call: PackageCommand): { readonly stable: string; readonly edit: Edit }[] {
  const program = call.invocation.words[0]!;
  const stable = stableProgram(call);
  if (stable === undefined || !isWritten(step, program) || !/^"?apt"?$/.test(program.text)) return [];
  return [{ stable, edit: replace(program, program.text.replace("apt", stable)) }];
}

/** The program that has the subcommand under the same name. */
function stableProgram({ subcommand }: PackageCommand): string | undefined {
  if (/^(?:install|reinstall|remove|purge|autoremove|autopurge|update|upgrade|dist-upgrade|build-dep|download|source|clean|autoclean|distclean|satisfy|changelog)$/.test(subcommand)) return "apt-get";
  return /^(?:search|show|depends|rdepends|policy|madison|showsrc)$/.test(subcommand) ? "apt-cache" : undefined;
}
