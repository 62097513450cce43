import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AbsoluteWorkdir",
  aliases: ["DL3000", "trivy:DS-0009"],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A relative WORKDIR follows another one of the same file.",
  check: ({ dockerfile, report }) => {
    const settled = new Set<Stage>();
    for (const stage of dockerfile.stages) {
      let isSettled = stage.base.kind === "stage" && settled.has(stage.base.stage);
      for (const instruction of stage.instructions) {
        const word = instruction.kind === "WORKDIR" ? instruction.words[0] : undefined;
        if (!word) continue;
        // The first one is WorkdirRelativePath's.
        if (isSettled && !/^["']?(?:[/$]|[a-z]:)/i.test(word.text)) report(word, `The path "${word.text}" is relative to the WORKDIR before it.`);
        isSettled = true;
      }
      if (isSettled) settled.add(stage);
    }
  },
});
