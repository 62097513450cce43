import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { defineRule } from "../rule.ts";

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
      report(place, fault.better?.message ?? `The value of "${fault.name}" cannot be used: ${fault.detail}.`);
    }
    for (const fault of faultsOfKind(bake, "validation")) report(placeOfFault(fault), `The variable's value breaks this condition: ${fault.detail}`);
  },
});
