import { closestName } from "../../base/closest-name.ts";
import { bakeBlockTypes } from "../../data/bake-attributes.ts";
import type { Block } from "../../syntax/hcl/tree.ts";
import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule, type FileReport } from "../rule.ts";

export default defineRule({
  name: "BakeUnknownBlock",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A top-level block is none of target, group, variable and function, or does not have exactly one name.",
  check: ({ bake, report }) => {
    for (const file of bake.files) {
      const isHcl = file.bakeFile?.tree.language === "hcl";
      for (const block of isHcl ? (file.bakeFile?.unknownBlocks ?? []) : []) reportUnknown(file.uri, block, report);
    }
    for (const fault of faultsOfKind(bake, "labels")) {
      const block = fault.code === "missing-label" ? "The block has no name." : "The block has more than one name.";
      report.as("error")(placeOfFault(fault), `${block} Write it as ${fault.summary.replace(/^.* /, "")} "name" { … }.`);
    }
  },
});

function reportUnknown(uri: string, block: Block, report: FileReport): void {
  const close = closestName(block.type, bakeBlockTypes);
  const fix = close === undefined ? undefined : suggestion(`Change to ${close}`, { ...replace(block.typeSpan, close), uri });
  report({ uri, span: block.typeSpan }, `Bake knows no block "${block.type}" and ignores it.${close === undefined ? "" : ` Did you mean "${close}"?`}`, fix);
}
