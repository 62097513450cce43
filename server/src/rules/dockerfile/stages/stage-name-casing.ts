import { usesOfStage } from "../../../model/dockerfile/stages/stage-references.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "StageNameCasing",
  aliases: ["buildkit:StageNameCasing"],
  language: "dockerfile",
  mentions: ["as"],
  category: "style",
  severity: "info",
  summary: "A stage name holds upper-case letters.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const { name } = stage;
      if (!name || name.text === name.text.toLowerCase() || stage.from.extraWords || name.text.includes("$")) continue;
      const uses = usesOfStage(stage).filter(({ text, isIndex }) => !isIndex && text !== text.toLowerCase());
      const edits = [replace(name, name.text.toLowerCase()), ...uses.map(({ span, text }) => replace(span, text.toLowerCase()))];
      report(name, `The stage name "${name.text}" is not in lower case.`, safeFix(`Rename it to ${name.text.toLowerCase()}`, ...edits));
    }
  },
});
