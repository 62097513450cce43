import { shadowingStages } from "../../../model/dockerfile/stages/shadowing-stages.ts";
import { freeStageName, renameStage } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "StageNameShadowsImage",
  aliases: [],
  language: "dockerfile",
  mentions: ["as"],
  category: "correctness",
  severity: "hint",
  summary: "A stage has the name of a well-known image, so a later FROM of that name means the stage.",
  check: ({ dockerfile, report }) => {
    for (const { reference, stage } of shadowingStages(dockerfile)) {
      const line = dockerfile.text.slice(0, stage.from.span.start).split("\n").length;
      const name = freeStageName(dockerfile, `${reference.text.toLowerCase()}-stage`);
      report(reference.span, `This is the stage of line ${line}, not the image ${reference.text}.`, suggestion(`Rename the stage to ${name}`, ...renameStage(stage, name)));
    }
  },
});
