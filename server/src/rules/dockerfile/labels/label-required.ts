import { stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { labelSchema, labelsOf } from "../../../model/dockerfile/labels/labels.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { labelSchemaOption } from "./label-schema-option.ts";

export default defineRule({
  name: "LabelRequired",
  aliases: ["DL3049"],
  language: "dockerfile",
  category: "reproducibility",
  severity: "info",
  summary: "A stage that is shipped lacks a label that the configured schema asks for.",
  options: labelSchemaOption,
  check: ({ dockerfile, use, options, report }) => {
    const kinds = labelSchema(options["schema"]);
    if (kinds.size === 0) return;
    const labels = labelsOf(dockerfile);
    const { shipped } = layerUse(dockerfile, use);
    for (const stage of dockerfile.stages) {
      if (!shipped.has(stage) || dockerfile.stages.some(({ base }) => base.kind === "stage" && base.stage === stage)) continue;
      const chain = new Set(stageChain(stage));
      const present = new Set(labels.filter((label) => chain.has(label.stage)).map(({ key }) => key));
      const missing = [...kinds.keys()].filter((key) => !present.has(key));
      for (const key of missing) {
        const fix = suggestion(`Add the label ${key}`, insertLinesBelow(dockerfile.text, stage.from.span.end, [`LABEL ${key}=""`]));
        report(stage.from.image ?? stage.from.keywordSpan, `The label "${key}" is missing.`, fix);
      }
    }
  },
});
