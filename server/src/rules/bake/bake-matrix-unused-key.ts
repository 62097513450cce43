import { referencesOf } from "../../eval/references.ts";
import { axesOf } from "../../workspace/matrix-axes.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeMatrixUnusedKey",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "An axis of a matrix is used in nothing but the name, so that equal targets are built several times.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const block of bakeFile?.targets ?? []) {
        // Blocks of their own may give the targets their differences.
        if ([...bake.evaluation.targets.values()].some(({ blocks }) => blocks.length > 1 && blocks.some((each) => each.block === block))) continue;
        // Targets that inherit by a computed name use the axis.
        const used = new Set([...block.attributes.values()].flatMap(({ name, value }) => (name === "name" || name === "matrix" ? [] : referencesOf(value).variables.map((reference) => reference.name))));
        for (const { name, item } of axesOf(block)) {
          const isMany = item.value.kind !== "tuple" || item.value.items.length > 1;
          if (isMany && !used.has(name)) report({ uri, span: item.key.span }, `Nothing but the name of the targets uses "${name}", so they are equal.`);
        }
      }
    }
  },
});
