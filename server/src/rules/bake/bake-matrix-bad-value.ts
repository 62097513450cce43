import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { axesOf, targetBlockAt } from "../../workspace/matrix-axes.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeMatrixBadValue",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A matrix is no map of lists, or one of its lists is empty, so that no target results.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "matrix-value")) {
      const span = targetBlockAt(bake, fault)?.attributes.get("matrix")?.valueSpan ?? fault.span;
      report({ uri: fault.uri, span }, fault.detail.startsWith("matrix has") ? `${fault.detail.replace(/^m/, "M")}.` : "A matrix is a map of lists: { axis = [\"a\", \"b\"] }.");
    }
    for (const { uri, bakeFile } of bake.files) {
      for (const block of bakeFile?.targets ?? []) {
        for (const { name, item } of axesOf(block)) {
          if (item.value.kind === "tuple" && item.value.items.length === 0) report.as("warning")({ uri, span: item.value.span }, `The axis "${name}" has no values, so "${block.name}" makes no targets.`);
        }
      }
    }
  },
});
