import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { axesOf, nameOfAxes, targetBlockAt } from "../../workspace/matrix-axes.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insertAttribute } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeMatrixNameRequired",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A matrix makes several targets and no name attribute tells them apart.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "matrix-name-required")) {
      const block = targetBlockAt(bake, fault);
      const name = block && nameOfAxes(block.name, axesOf(block));
      const edit = block && name !== undefined ? insertAttribute(sourceText(bake, fault.uri), block.block, [`name = ${name}`]) : undefined;
      const fix = edit && suggestion("Add a name made of the axes", { ...edit, uri: fault.uri });
      report({ uri: fault.uri, span: block?.attributes.get("matrix")?.nameSpan ?? fault.span }, `The matrix of "${block?.name ?? ""}" makes several targets; they need a \`name\` each.`, fix);
    }
  },
});
