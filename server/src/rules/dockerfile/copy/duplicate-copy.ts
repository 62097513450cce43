import { memoize } from "../../../base/memoize.ts";
import { plainPath } from "../../../model/dockerfile/files/copy-paths.ts";
import type { CopyInstruction } from "../../../syntax/dockerfile/tree.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateCopy",
  aliases: [],
  language: "dockerfile",
  category: "size",
  severity: "hint",
  tags: ["unnecessary"],
  summary: "A stage copies the same sources to the same place twice.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const seen = new Set<string>();
      for (const instruction of stage.instructions) {
        // A new working directory or variable changes what the same words mean.
        if (instruction.kind === "WORKDIR" || instruction.kind === "ARG" || instruction.kind === "ENV") seen.clear();
        if ((instruction.kind !== "COPY" && instruction.kind !== "ADD") || instruction.heredocs.length > 0 || !instruction.destination) continue;
        const key = keyOf(instruction);
        if (seen.has(key)) {
          const fix = suggestion(`Remove this ${instruction.keyword}`, removeLines(dockerfile.text, instruction));
          report(instruction.keywordSpan, `The same ${instruction.keyword} stands further up in this stage; one of them is enough.`, fix);
        }
        seen.add(key);
      }
    }
  },
});

const keyOf = memoize((copy: CopyInstruction): string => {
  const flags = copy.flags.map(({ name, value }) => `${name}=${value?.text ?? ""}`).sort();
  return JSON.stringify([copy.keyword, flags, copy.sources.map(plainPath), plainPath(copy.destination!)]);
});
