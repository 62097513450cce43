import type { BakeBlock } from "../../model/bake/bake-file.ts";
import { defineRule } from "../rule.ts";

const results = {
  target: "bake merges the two",
  group: "bake only reads the later one",
  variable: "bake only reads the later one",
  function: "bake only reads the later one",
} as const;

export default defineRule({
  name: "BakeDuplicateBlock",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "One file defines a target, group, variable or function twice.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      if (!bakeFile) continue;
      for (const blocks of [bakeFile.targets, bakeFile.groups, bakeFile.variables, bakeFile.functions] satisfies (readonly BakeBlock[])[]) {
        const seen = new Set<string>();
        for (const { name, type, labelSpan } of blocks) {
          // A JSON body may be an array, which is the way to write a block in parts.
          if (name !== "" && seen.has(name) && bakeFile.tree.language === "hcl") report({ uri, span: labelSpan }, `This file defines ${type} "${name}" twice; ${results[type]}.`);
          seen.add(name);
        }
      }
    }
  },
});
