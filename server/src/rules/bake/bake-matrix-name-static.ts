import { referencesOf } from "../../eval/references.ts";
import { faultsOfKind } from "../../workspace/bake-faults.ts";
import { axesOf, isTextAxis, targetBlockAt, textOfAxis } from "../../workspace/matrix-axes.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insert, suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeMatrixNameStatic",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "The name of a matrix target leaves out an axis, so that several combinations get one name.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "matrix-name-repeated")) {
      const block = targetBlockAt(bake, fault);
      const name = block?.attributes.get("name");
      if (!block || !name) {
        report({ uri: fault.uri, span: fault.span }, `Several combinations of the matrix get the same name: ${fault.detail}.`);
        continue;
      }
      const used = referencesOf(name.value).variables.map((reference) => reference.name);
      const axes = axesOf(block);
      const isText = axes.every(({ item }) => isTextAxis(item));
      const left = axes.filter((axis) => !used.includes(axis.name));
      const missing = left.map((axis) => axis.name);
      const text = sourceText(bake, fault.uri);
      const isTemplate = text[name.valueSpan.end - 1] === "\"" && name.value.kind === "template" && name.value.form === "quoted";
      const fix = missing.length > 0 && isTemplate && isText
        ? suggestion(`Add ${missing.join(" and ")} to the name`, { ...insert(name.valueSpan.end - 1, left.map((axis) => `-${textOfAxis(axis)}`).join("")), uri: fault.uri }) : undefined;
      const why = missing.length > 0 ? `it does not contain ${missing.join(" and ")}` : fault.detail;
      report({ uri: fault.uri, span: name.valueSpan }, `Several combinations of the matrix get the same name: ${why}.`, fix);
    }
  },
});
