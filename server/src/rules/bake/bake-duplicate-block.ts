import type { BakeBlock } from "../../model/bake/bake-file.ts";
import { removeBlock } from "../bake-edits.ts";
import { type Fix, safeFix, suggestion } from "../fix.ts";
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
    for (const { uri, text, bakeFile } of bake.files) {
      if (!bakeFile) continue;
      for (const blocks of [bakeFile.targets, bakeFile.groups, bakeFile.variables, bakeFile.functions] satisfies (readonly BakeBlock[])[]) {
        const seen = new Map<string, BakeBlock>();
        for (const block of blocks) {
          const { name, type, labelSpan } = block;
          const before = seen.get(name);
          // A JSON body may be an array, which is the way to write a block in parts.
          if (name !== "" && before && bakeFile.tree.language === "hcl") report({ uri, span: labelSpan }, `This file defines ${type} "${name}" twice; ${results[type]}.`, fixOf(uri, text, before, block));
          seen.set(name, block);
        }
      }
    }
  },
});

/** What is written twice in the same words is needed once; of others bake does not read the earlier one, targets excepted. */
function fixOf(uri: string, text: string, earlier: BakeBlock, later: BakeBlock): Fix | undefined {
  const isSame = text.slice(earlier.span.start, earlier.span.end) === text.slice(later.span.start, later.span.end);
  if (isSame) return safeFix("Remove the repetition", { ...removeBlock(text, later.span), uri });
  return later.type === "target" ? undefined : suggestion("Remove the earlier one", { ...removeBlock(text, earlier.span), uri });
}
