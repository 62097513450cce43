import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InstructionBeforeFrom",
  aliases: ["DL3061"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "Something other than ARG stands in front of the first FROM.",
  check: ({ dockerfile, report }) => {
    const { instructions } = dockerfile.tree;
    const first = instructions.findIndex(({ kind }) => kind === "FROM");
    for (const instruction of instructions.slice(0, Math.max(0, first))) {
      if (instruction.kind === "ARG" || instruction.kind === "unknown") continue;
      report(instruction.keywordSpan, `${instruction.keyword} stands in front of the first FROM; only ARG may.`);
    }
  },
});
