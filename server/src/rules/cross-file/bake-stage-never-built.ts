import { neverBuiltStages } from "../../workspace/never-built.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeStageNeverBuilt",
  language: "cross-file",
  category: "style",
  severity: "hint",
  summary: "No target of the bake files builds a stage of the Dockerfile.",
  tags: ["unnecessary"],
  check: ({ bake, links, linksBeside, report }) => {
    // Files that are loaded by -f build a part of what there is.
    if (!bake.isDefaultLookup || bake.hasCompose) return;
    for (const { uri, stage } of neverBuiltStages(links, linksBeside)) {
      if (stage.name) report({ uri, span: stage.name.span }, `No target builds the stage "${stage.name.text}".`);
    }
  },
});
