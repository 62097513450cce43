import { hasForeignFrontend } from "../../../model/dockerfile/images/frontend.ts";
import { insertLinesBelow, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InstructionBeforeFrom",
  aliases: ["DL3061"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "Something other than ARG stands in front of the first FROM.",
  check: ({ dockerfile, report }) => {
    if (hasForeignFrontend(dockerfile)) return;
    const { instructions } = dockerfile.tree;
    const first = instructions.findIndex(({ kind }) => kind === "FROM");
    for (const instruction of instructions.slice(0, Math.max(0, first))) {
      if (instruction.kind === "ARG" || instruction.kind === "unknown") continue;
      const { text } = dockerfile;
      const below = insertLinesBelow(text, instructions[first]!.span.end, [text.slice(instruction.span.start, instruction.span.end)]);
      report(instruction.keywordSpan, `${instruction.keyword} stands in front of the first FROM; only ARG may.`, suggestion("Move it below FROM", removeLines(text, instruction), below));
    }
  },
});
