import { runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { DirectoryChange } from "../../../model/shell/working-directory.ts";
import { type Fix, insertLinesAbove, remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UseWorkdirNotCd",
  aliases: ["DL3003", "trivy:DS-0013"],
  language: "dockerfile",
  mentions: ["cd"],
  category: "style",
  severity: "hint",
  summary: "A step begins with cd, for which there is WORKDIR.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      if (step.isOnbuild) continue;
      const change = step.script.facts.directoryChanges.find(({ use }) => use.command.name?.value === "cd");
      if (!change) continue;
      const path = leadingPath(step, change);
      // Further down, in a subshell or into a directory just made, cd is the right tool.
      if (path === undefined) report.as("off")(change.use.command, "This changes the directory for the rest of the step only; WORKDIR does it for all.");
      else report(change.use.command, `This step runs in ${path}, which WORKDIR could say.`, toWorkdir(step, change, path));
    }
  },
});

/** The absolute directory that a whole step runs in. */
function leadingPath(step: RunStep, { use, target }: DirectoryChange): string | undefined {
  const { facts, script } = step.script;
  if (use.scope.parent !== undefined || use.listIndex > 0 || use.statementIndex > 0 || facts.directoryChanges.length > 1) return undefined;
  if (target?.value === undefined || !target.value.startsWith("/") || target.value !== target.text) return undefined;
  return script !== undefined && (script.statements.length > 1 || use.list.pipelines.length > 1) ? target.value : undefined;
}

function toWorkdir({ dockerfile, run }: RunStep, { use }: DirectoryChange, path: string): Fix | undefined {
  const next = use.list.pipelines[1];
  if (!next || use.after?.operator !== "&&" || run.heredocs.length > 0) return undefined;
  if (dockerfile.text.slice(use.command.span.end, next.span.start).includes("#")) return undefined;
  return suggestion(
    `Set WORKDIR ${path} first`,
    insertLinesAbove(dockerfile.text, run.span.start, [`WORKDIR ${path}`]),
    remove({ start: use.command.span.start, end: next.span.start }),
  );
}
