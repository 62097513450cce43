import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { resolveInImage, workdirBefore } from "../../../model/dockerfile/files/workdir.ts";
import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import type { Word } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AbsoluteWorkdir",
  aliases: ["DL3000", "trivy:DS-0009"],
  language: "dockerfile",
  mentions: ["workdir"],
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
        if (isSettled && !/^["']?(?:[/$]|[a-z]:)/i.test(word.text)) report(word, `The path "${word.text}" is relative to the WORKDIR before it.`, absoluteFix(stage, instruction.span.start, word));
        isSettled = true;
      }
      if (isSettled) settled.add(stage);
    }
  },
});

function absoluteFix(stage: Stage, offset: number, word: Word): Fix | undefined {
  const path = resolveInImage(workdirBefore(stage, offset), word.text);
  return /["'$`\\]/.test(word.text) || !/^\/[^<$]*$/.test(path) || isWindowsStage(stage) ? undefined : safeFix(`Change to ${path}`, replace(word, path));
}
