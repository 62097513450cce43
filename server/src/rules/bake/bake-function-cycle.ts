import { faultsOfKind, placeOfFault } from "../../workspace/bake-faults.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeFunctionCycle",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Variables, functions or attributes are defined by one another in a ring.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "cycle")) {
      const what = fault.name ?? fault.detail.slice(fault.detail.lastIndexOf(" ") + 1);
      report(placeOfFault(fault), `${what} depends on itself here.`);
    }
  },
});
