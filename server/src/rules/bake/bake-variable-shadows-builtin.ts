import { builtinVariables } from "../../data/bake-attributes.ts";
import { bakeFunctions } from "../../data/bake-functions.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeVariableShadowsBuiltin",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A variable or function has the name of a built-in one, which wins.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const { name, labelSpan } of bakeFile?.variables ?? []) {
        if (builtinVariables.has(name) || name === "target" || name === "group") report({ uri, span: labelSpan }, `"${name}" is built in; bake ignores this block.`);
      }
      for (const { name, labelSpan } of bakeFile?.functions ?? []) {
        if (bakeFunctions.has(name)) report({ uri, span: labelSpan }, `"${name}" is a function of the standard library; bake ignores this block.`);
      }
    }
  },
});
