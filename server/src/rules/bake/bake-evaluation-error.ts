import { faultsOfKind, messageOfFault, placeOfFault } from "../../workspace/bake-faults.ts";
import { waitsForEnvironment } from "../../workspace/left-to-environment.ts";
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
      // What is null or empty here often gets its value from the environment of the place where the images are built.
      const isLeftOpen = fault.code === "null-in-template" || waitsForEnvironment(bake, fault);
      report.as(isLeftOpen ? "info" : "error")(placeOfFault(fault), messageOfFault(fault));
    }
  },
});
