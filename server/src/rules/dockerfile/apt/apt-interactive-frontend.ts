import { rootBase, type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { interactivePackages } from "../../../data/interactive-packages.ts";
import { commandVariable } from "../../../model/dockerfile/packages/package-caches.ts";
import { packageSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { mentionedIn } from "../../../model/dockerfile/stages/mentions.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import { type Fix, insertBefore, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

/** One word of each package's name. */
const mentions = [...new Set([...interactivePackages].map((name) => /[a-z]+/.exec(name)![0]))].sort();

export default defineRule({
  name: "AptInteractiveFrontend",
  aliases: [],
  language: "dockerfile",
  mentions,
  category: "correctness",
  severity: "hint",
  summary: "A package that asks questions while it is installed is installed where nobody can answer.",
  check: ({ dockerfile, report }) => {
    for (const step of packageSteps(dockerfile)) {
      for (const command of step.packageCommands) {
        if (command.family !== "apt" || command.action !== "install") continue;
        const asking = command.packages.find(({ name }) => interactivePackages.has(name) && (name !== "tzdata" || isUbuntu(step.stage)));
        if (!asking || isAnswered(step) || commandVariable(step, command, "DEBIAN_FRONTEND") !== undefined) continue;
        report(asking, `"${asking.name}" asks questions while it is installed, and a build cannot answer them.`, addFrontend(step, command));
      }
    }
  },
});

const mentionsAnswers = mentionedIn(/debconf-set-selections|\/usr\/share\/zoneinfo/);

/** Answers prepared for debconf, or zone files put there, by this step or one before it. */
function isAnswered({ stage, run }: RunStep): boolean {
  return stageChain(stage).some((link) => mentionsAnswers(link, link === stage ? run.span.end : link.span.end));
}

function addFrontend(step: RunStep, { invocation }: PackageCommand): Fix | undefined {
  const program = invocation.words[0]!;
  if (invocation.wrappers.length > 0 || !invocation.command || !isWritten(step, program)) return undefined;
  return suggestion("Set DEBIAN_FRONTEND=noninteractive for it", insertBefore(program, "DEBIAN_FRONTEND=noninteractive "));
}

/** Debian's tzdata takes UTC by itself. */
function isUbuntu(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === "image" && shortRepository(base.ref) === "ubuntu";
}
