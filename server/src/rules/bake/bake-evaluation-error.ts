import { faultsOfKind, messageOfFault, placeOfFault } from "../../workspace/bake-faults.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeEvaluationError",
  language: "bake",
  category: "correctness",
  severity: "error",
  appliesToCompose: true,
  summary: "An expression cannot be evaluated: a wrong operand, a missing key, a function that fails.",
  check: ({ bake, report }) => {
    for (const fault of faultsOfKind(bake, "other")) {
      // A null often gets its value from the environment of the place where the images are built.
      const severity = fault.code === "null-in-template" ? "info" : "error";
      report.as(severity)(placeOfFault(fault), messageOfFault(fault));
    }
  },
});
