import { aptSetting, isAptFalse, mayBeConfiguredBefore } from "../../../model/dockerfile/packages/apt.ts";
import { mayHoldOptions } from "../../../model/dockerfile/packages/hidden-options.ts";
import { packageSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { CommandOption } from "../../../model/shell/options.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { addOption } from "../../shell-edits.ts";

const configuration = /Assume-Yes\W+(?:1|true|yes|on)\b/i;

export default defineRule({
  name: "AptGetAssumeYes",
  aliases: ["DL3014", "trivy:DS-0021"],
  language: "dockerfile",
  mentions: ["apt"],
  category: "correctness",
  severity: "warning",
  summary: "apt-get install asks for confirmation, and nobody is there to answer during a build.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      const marking = markingPlaces(step.packageCommands);
      for (const [index, install] of step.packageCommands.entries()) {
        if (install.manager !== "apt-get" || install.subcommand !== "install" || install.action !== "install") continue;
        if (isAnswered(install) || mayHoldOptions(step, install) || mayBeConfiguredBefore(step, configuration)) continue;
        const edit = addOption(step, install, "-y");
        const isMarking = marking.first < index && index < marking.last;
        (isMarking ? report.as("hint") : report)(install.subcommandSpan ?? install, `"apt-get install" stops to ask whether to go on; it needs -y.`, edit && safeFix("Add -y", edit));
      }
    }
  },
});

/** Between the first installation and the last `autoremove`, what is there already is only marked to be kept, which asks nothing. */
function markingPlaces(commands: readonly PackageCommand[]): { readonly first: number; readonly last: number } {
  const first = commands.findIndex(({ family, action }) => family === "apt" && action === "install");
  const last = commands.findLastIndex(({ family, subcommand, options }) => family === "apt" && (/^auto-?(?:remove|purge)$/.test(subcommand) || options.some(({ name }) => /^--auto-?remove$/.test(name))));
  return { first, last };
}

function isAnswered({ options, invocation }: PackageCommand): boolean {
  if (options.some(({ name }) => /^(?:-y|--yes|--assume-yes|--assume-no|-d|--download-only|--force-yes)$/.test(name))) return true;
  if (quietLevel(options) >= 2) return true;
  const setting = aptSetting(options, "APT::Get::Assume-Yes");
  if (setting !== undefined && !isAptFalse(setting)) return true;
  // `yes | apt-get install` answers.
  const { use } = invocation;
  return use !== undefined && use.pipelineIndex > 0;
}

/** `-qq`, `-q -q` and `-q=2` are level two, which implies yes. */
function quietLevel(options: readonly CommandOption[]): number {
  let level = 0;
  for (const word of new Set(options.map((option) => option.word).filter((word) => /^-[^-]|^--quiet/.test(word.unquoted)))) {
    const given = /^(?:-[a-z]*q|--quiet)=?(\d+)$/.exec(word.unquoted)?.[1];
    if (given !== undefined) level = Number(given);
    else level += word.unquoted.startsWith("--") ? 1 : word.unquoted.split("q").length - 1;
  }
  return level;
}
