import { hasSyntaxFaults, isLoadedWithOthers } from "../../workspace/bake-faults.ts";
import { usedVariables } from "../../workspace/bake-uses.ts";
import { removeBlock } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeUnusedVariable",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "A variable is used by nothing in the files that are loaded together.",
  tags: ["unnecessary"],
  check: ({ bake, report }) => {
    // A file with nothing but variables serves other files.
    const hasTargets = bake.evaluation.targets.size > 0;
    if (!hasTargets || isLoadedWithOthers(bake) || hasSyntaxFaults(bake)) return;
    const used = usedVariables(bake);
    for (const { uri, text, bakeFile } of bake.files) {
      for (const { name, nameSpan, block } of bakeFile?.variables ?? []) {
        if (name === "" || used.has(name)) continue;
        const fix = bakeFile?.tree.language === "hcl" ? suggestion("Remove the variable", { ...removeBlock(text, block.span), uri }) : undefined;
        report({ uri, span: nameSpan }, `Nothing uses the variable "${name}".`, fix);
      }
    }
  },
});
