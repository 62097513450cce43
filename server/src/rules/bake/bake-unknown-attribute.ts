import { closestName } from "../../base/closest-name.ts";
import { bakeBlock } from "../../data/bake-attributes.ts";
import type { BakeBlock } from "../../model/bake/bake-file.ts";
import { renamedAttribute } from "../../model/bake/attribute-names.ts";
import type { Block } from "../../syntax/hcl/tree.ts";
import { insert, replace, suggestion } from "../fix.ts";
import { defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeUnknownAttribute",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A block has an attribute that its type does not know; bake ignores it.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const block of bakeFile ? [...bakeFile.targets, ...bakeFile.groups, ...bakeFile.variables, ...bakeFile.functions] : []) {
        checkAttributes(uri, block, report);
        for (const nested of block.unknownBlocks) checkNested(uri, block, nested, report);
      }
    }
  },
});

function checkAttributes(uri: string, block: BakeBlock, report: FileReport): void {
  const known = bakeBlock(block.type).attributes;
  for (const attribute of block.unknownAttributes) {
    if (attribute.name === "//" || (block.type === "group" && (attribute.name === "matrix" || attribute.name === "name"))) continue;
    const close = renamedAttribute(block.type, attribute.name) ?? closestName(attribute.name, known.keys());
    const { nameSpan } = attribute;
    const fix = close === undefined || block.attributes.has(close) ? undefined : suggestion(`Change to ${close}`, { ...replace(nameSpan, close), uri });
    report({ uri, span: nameSpan }, `A ${block.type} has no attribute "${attribute.name}"; bake ignores it.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
  }
}

/** `args { … }` in place of `args = { … }`. */
function checkNested(uri: string, block: BakeBlock, nested: Block, report: FileReport): void {
  if (nested.type === "//") return;
  const isAttribute = bakeBlock(block.type).attributes.has(nested.type);
  const fix = isAttribute && nested.openBrace && nested.labels.length === 0 ? suggestion("Add the equals sign", { ...insert(nested.openBrace.start, "= "), uri }) : undefined;
  const advice = isAttribute ? ` Write ${nested.type} = { … }.` : "";
  report({ uri, span: nested.typeSpan }, `A ${block.type} has no block "${nested.type}"; bake ignores it.${advice}`, fix);
}
