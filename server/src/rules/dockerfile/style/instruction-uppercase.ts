import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InstructionUppercase",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "An instruction's name is not written in capitals.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      for (const { kind, keyword, keywordSpan } of withInner(instruction)) {
        const written = dockerfile.written(keywordSpan);
        if (kind === "unknown" || written === keyword) continue;
        report(keywordSpan, `"${written}" is not in capitals, as instructions usually are.`, safeFix(`Change it to ${keyword}`, replace(keywordSpan, keyword)));
      }
    }
  },
});

function withInner(instruction: Instruction): Instruction[] {
  return instruction.kind === "ONBUILD" && instruction.inner ? [instruction, instruction.inner] : [instruction];
}
