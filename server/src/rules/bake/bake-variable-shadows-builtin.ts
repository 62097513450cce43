import { builtinVariables } from "../../data/bake-attributes.ts";
import { bakeFunctions } from "../../data/bake-functions.ts";
import type { BakeBlock } from "../../model/bake/bake-file.ts";
import { removeOwnBlock } from "../bake-edits.ts";
import { type Fix, safeFix } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeVariableShadowsBuiltin",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A variable or function has the name of a built-in one, which wins.",
  check: ({ bake, report }) => {
    for (const file of bake.files) {
      const { uri, bakeFile } = file;
      const removal = ({ block }: BakeBlock): Fix | undefined => {
        const edit = removeOwnBlock(file, block);
        return edit && safeFix("Remove the block", edit);
      };
      for (const variable of bakeFile?.variables ?? []) {
        const { name, labelSpan } = variable;
        if (builtinVariables.has(name) || name === "target" || name === "group") report({ uri, span: labelSpan }, `"${name}" is built in; bake ignores this block.`, removal(variable));
      }
      for (const own of bakeFile?.functions ?? []) {
        const { name, labelSpan } = own;
        if (bakeFunctions.has(name)) report({ uri, span: labelSpan }, `"${name}" is a function of the standard library; bake ignores this block.`, removal(own));
      }
    }
  },
});
