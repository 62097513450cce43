import { usedVariables } from "../../workspace/bake-uses.ts";
import { labelOf } from "../../workspace/source-text.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDescriptionMissing",
  language: "bake",
  category: "style",
  severity: "off",
  summary: "A target, group or variable has no description, so that the lists of bake and the editor show a bare name.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      if (target.description === undefined) report({ uri: target.uri, span: target.nameSpan }, `The target "${labelOf(bake, target)}" has no description.`);
    }
    for (const group of bake.evaluation.groups.values()) {
      // What a plain bake builds needs no explanation.
      if (group.description === undefined && !group.isMatrix && group.name !== "default") report(group, `The group "${group.name}" has no description.`);
    }
    const used = usedVariables(bake);
    for (const { name, block, uri, description } of bake.evaluation.variables.values()) {
      if (block && uri !== undefined && description === undefined && used.has(name)) report({ uri, span: block.nameSpan }, `The variable "${name}" has no description.`);
    }
  },
});
