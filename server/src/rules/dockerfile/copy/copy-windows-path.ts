import { isWindowsStage } from "../../../model/dockerfile/scripts/shell.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** A backslash in front of a part of a path. Between a variable and an underscore it only ends the variable's name: `$TARGETOS\_$TARGETARCH`. */
const separators = /\\(?<!\$\w+\\(?=_))(?=[\w.])/g;

export default defineRule({
  name: "CopyWindowsPath",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A path is written with backslashes, which the builder drops.",
  check: ({ dockerfile, report }) => {
    for (const instruction of [...dockerfile.all("COPY"), ...dockerfile.all("ADD"), ...dockerfile.all("WORKDIR")]) {
      const stage = dockerfile.stageOf(instruction);
      if (!stage || instruction.json || dockerfile.tree.escape === "`" || isWindowsStage(stage)) continue;
      const words = "words" in instruction ? instruction.words : [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])];
      for (const word of words) {
        const written = dockerfile.written(word);
        const path = word.text.replace(separators, "/");
        if (!/[\w.]\\[\w.]/.test(word.text) || path === word.text || /["'\n]/.test(written)) continue;
        report(word, `A backslash is no separator here: this means "${word.text.replace(/\\(.)/g, "$1")}".`, suggestion(`Write ${path}`, replace(word, path)));
      }
    }
  },
});
