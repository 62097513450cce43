import { copiesFrom, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { isCopiedByName } from "../../../model/dockerfile/files/copied-files.ts";
import { type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { projectInstalls } from "../../../model/dockerfile/packages/project-installs.ts";
import { callSpan, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import type { PackageCommand } from "../../../model/shell/packages.ts";
import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { insertLinesAbove, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopySourceBeforeDeps",
  aliases: [],
  language: "dockerfile",
  mentions: ["bun", "bundle", "bundler", "cargo", "composer", "go", "npm", "pip", "pipenv", "pnpm", "poetry", "uv", "yarn"],
  category: "cache",
  severity: "info",
  summary: "The whole source is copied before dependencies are installed, so that every edit installs them again.",
  check: ({ dockerfile, report }) => {
    const reported = new Set<CopyInstruction>();
    const seen = new Set<string>();
    for (const { step, command, manifests, lockFiles } of projectInstalls(dockerfile)) {
      const { run, stage } = step;
      const key = `${stage.index} ${command.manager}`;
      if (seen.has(key) || command.invocation.use?.scope.isConditional) continue;
      seen.add(key);
      const copy = wholeContext(stage, run.span.start);
      if (!copy || reported.has(copy) || isElsewhere(step, command)) continue;
      // What was installed from the manifests before is only completed here.
      if ([...manifests, ...lockFiles].some((name) => isCopiedByName(stage, name, copy.span.start))) continue;
      reported.add(copy);
      const { text } = dockerfile;
      const isMovable = copy.destination?.text === "." || copy.destination?.text === "./";
      const single = stage.instructions[stage.instructions.indexOf(copy) + 1] === run && isMovable && step.packageCommands.length === 1 && step.script.invocations.length === 1;
      const files = [...manifests, ...lockFiles.slice(0, 1)].join(" ");
      const fix = single
        ? suggestion(`Copy ${files} first`, insertLinesAbove(text, copy.span.start, [`COPY ${files} ./`, text.slice(run.span.start, run.span.end)]), removeLines(text, run))
        : undefined;
      report(copy.keywordSpan, `Every edit of a source file makes "${text.slice(callSpan(command).start, callSpan(command).end)}" run again; copy ${manifests[0]!} alone before it.`, fix);
    }
  },
});

/** Whether it runs in a folder below what a variable names, which an earlier step may have made. */
function isElsewhere({ script }: RunStep, { span }: PackageCommand): boolean {
  return script.invocations.some(({ name, arguments: [folder], span: { start } }) => name === "cd" && start < span.start && /^["']?\$.*\//.test(folder?.text ?? ""));
}

/** The last copy of the whole build context in front of an offset of the stage. */
function wholeContext(stage: Stage, before: number): CopyInstruction | undefined {
  for (const link of stageChain(stage)) {
    const found = link.instructions.findLast((instruction): instruction is CopyInstruction =>
      (instruction.kind === "COPY" || instruction.kind === "ADD") && instruction.span.start < before && copiesFrom(instruction) === undefined
      && sourcePaths(instruction).some((word) => /^(?:\.|\.\/|\*|\.\/\*)$/.test(plainPath(word))));
    if (found) return found;
  }
  return undefined;
}
