import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { Instruction } from "../../../syntax/dockerfile/tree.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ConsistentInstructionCasing",
  aliases: ["buildkit:ConsistentInstructionCasing"],
  language: "dockerfile",
  category: "style",
  severity: "info",
  summary: "An instruction is not written in the case that most of them have.",
  check: ({ dockerfile, report }) => {
    const instructions = dockerfile.stages.flatMap(({ from, instructions }) => [from, ...instructions.filter(({ kind }) => kind !== "unknown")]);
    const lower = instructions.filter((instruction) => keywordOf(dockerfile, instruction) === instruction.keyword.toLowerCase()).length;
    const upper = instructions.filter((instruction) => keywordOf(dockerfile, instruction) === instruction.keyword).length;
    const isLower = lower > upper;
    for (const instruction of instructions) {
      const written = keywordOf(dockerfile, instruction);
      const wanted = isLower ? written.toLowerCase() : instruction.keyword;
      if (written === wanted) continue;
      const message = `"${written}" is not in ${isLower ? "lower" : "upper"} case, as most instructions here are.`;
      report(instruction.keywordSpan, message, safeFix(`Change it to ${wanted}`, replace(instruction.keywordSpan, wanted)));
    }
  },
});

/** A keyword that a line continuation cuts in two stands there in its joined form only. */
function keywordOf({ text }: Dockerfile, { keyword, keywordSpan }: Instruction): string {
  const written = text.slice(keywordSpan.start, keywordSpan.end);
  return written.length === keyword.length ? written : keyword;
}
