import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { axesOf, nameOfAxes, targetBlockAt } from "../../workspace/matrix-axes.ts";
import { replace, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeMatrixNameInvalidChars",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "The values of a matrix bring dots, slashes or colons into the names of its targets.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "matrix-name-characters")) {
      const block = targetBlockAt(bake, fault);
      const name = block?.attributes.get("name");
      const better = block && nameOfAxes(block.name, axesOf(block));
      const fix = better !== undefined && name?.value.kind === "template" && name.value.form === "quoted" ? suggestion("Replace other characters by dashes", { ...replace(name.valueSpan, better), uri: fault.uri }) : undefined;
      report({ uri: fault.uri, span: name?.valueSpan ?? fault.span }, "Names of targets may only hold letters, digits, \"_\" and \"-\", and this makes others.", fix);
    }
  },
});
