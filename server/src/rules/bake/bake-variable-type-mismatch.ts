import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import type { VariableBlock } from "../../model/bake/bake-file.ts";
import { waitsForEnvironment } from "../../workspace/left-to-environment.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { type Fix, insertAfter, insertBefore, replace, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeVariableTypeMismatch",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A variable's value does not fit its type or its own validation.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "variable-value")) {
      const variable = bake.evaluation.variables.get(fault.name ?? "");
      const place = fault.better || !variable?.block ? placeOfFault(fault) : { uri: fault.uri, span: variable.block.labelSpan };
      report(place, fault.better?.message ?? `The value of "${fault.name}" cannot be used: ${fault.detail}.`, variable?.block && typeFix(bake, fault.uri, variable.block));
    }
    for (const fault of faultsOfKind(bake, "validation")) {
      // A variable that nothing sets here has such a condition so that somebody does.
      report.as(waitsForEnvironment(bake, fault) ? "info" : "error")(placeOfFault(fault), `The variable's value breaks this condition: ${fault.detail}`);
    }
  },
});

/** A text becomes a list of one where lists are wanted; otherwise the type follows the value. */
function typeFix(bake: BakeContext["bake"], uri: string, { attributes }: VariableBlock): Fix | undefined {
  const type = attributes.get("type");
  const fallback = attributes.get("default");
  if (!type || fallback?.value.kind !== "template" || fallback.value.form !== "quoted") return undefined;
  const isList = /^(?:list|set)\(string\)$/.test(sourceText(bake, uri).slice(type.valueSpan.start, type.valueSpan.end));
  if (isList) return suggestion("Make it a list", { ...insertBefore(fallback.valueSpan, "["), uri }, { ...insertAfter(fallback.valueSpan, "]"), uri });
  return suggestion("Change the type to string", { ...replace(type.valueSpan, "string"), uri });
}
