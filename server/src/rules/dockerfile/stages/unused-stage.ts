import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { stagesNeededBy } from "../../../model/dockerfile/stages/stage-references.ts";
import { removeStage } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UnusedStage",
  aliases: [],
  language: "dockerfile",
  category: "cache",
  severity: "hint",
  tags: ["unnecessary"],
  summary: "No other stage, and no build target that is known, leads to this stage.",
  check: ({ dockerfile, use, report }) => {
    const { stages } = dockerfile;
    // A variable may pick any stage, and a stage may be built by name from a command line that is not known here.
    if (stages.length < 2 || stages.some(({ from }) => from.image?.text.includes("$")) || use.builds.some(({ stage }) => !stage)) return;
    const roots = [...use.builds.flatMap(({ stage }) => stage ?? []), stages[stages.length - 1]!];
    const needed = stagesNeededBy(dockerfile, roots);
    for (const stage of stages) {
      if (needed.has(stage) || isEntryPoint(stage)) continue;
      const who = use.isKnown ? "no stage and no target of a bake or Compose file" : "no later stage";
      const edit = removeStage(dockerfile, stage);
      report(stage.name ?? stage.from, `The stage ${stage.name ? `"${stage.name.text}"` : stage.index} is never built: ${who} needs it.`, edit && suggestion("Remove the stage", edit));
    }
  },
});

/** Names of stages that people build by hand, with `--target`. */
function isEntryPoint(stage: Stage): boolean {
  return /(?:^|[-_.])(?:tests?|testing|lint|dev|develop(?:ment)?|debug|check|validate|vendor|update|docs?|bench|export|artifacts?|binary|binaries|release|cross|ci|prod|production)(?:$|[-_.])/i.test(stage.name?.text ?? "");
}
