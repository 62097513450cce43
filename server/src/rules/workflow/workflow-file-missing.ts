import { closestName } from "../../base/closest-name.ts";
import { runsProgramsBefore } from "../../model/workflow/checkouts.ts";
import type { WorkflowStep } from "../../model/workflow/workflow.ts";
import type { WrittenWord } from "../../model/workflow/written-text.ts";
import { suggestion } from "../fix.ts";
import { defineRule, type WorkflowContext } from "../rule.ts";
import { replaceWord } from "../workflow-edits.ts";

export default defineRule({
  name: "WorkflowFileMissing",
  language: "workflow",
  category: "correctness",
  severity: "warning",
  summary: "A workflow builds from a bake file, a Dockerfile or a context that the repository does not have.",
  check: (context) => {
    const { links, report } = context;
    for (const { call, missing } of links.bakes) for (const word of missing) reportMissing(context, call.step, word);
    for (const { build, missing } of links.builds) {
      if (missing === undefined) continue;
      if (missing === build.file) reportMissing(context, build.step, missing);
      else (runsProgramsBefore(build.step) ? report.as("hint") : report)(missing.span, `There is no Dockerfile in ${missing.text}.`);
    }
  },
});

/** A path that is like none of the repository's may be one that the job makes. */
function reportMissing({ links, report }: WorkflowContext, step: WorkflowStep, word: WrittenWord): void {
  const path = word.text.replace(/^(?:\.\/)+/, "");
  const close = sameName(path, links.paths) ?? closestName(path, links.paths);
  const edit = close === undefined ? undefined : replaceWord(links.workflow, word, word.text.startsWith("./") ? `./${close}` : close);
  const fix = edit && suggestion(`Change to "${close}"`, edit);
  const mayCome = close === undefined && runsProgramsBefore(step);
  (mayCome ? report.as("hint") : report)(word.span, `There is no ${word.text} in this repository.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
}

/** The only file of that name, in whatever folder. */
function sameName(path: string, paths: readonly string[]): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const found = paths.filter((other) => other === name || other.endsWith(`/${name}`));
  return found.length === 1 ? found[0] : undefined;
}
