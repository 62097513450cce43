import { forwardReferences } from "../../../model/dockerfile/stages/stage-cycles.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CircularStageDependency",
  aliases: ["DL3023", "trivy:DS-0006"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "A stage takes files from itself or from a stage below it.",
  check: ({ dockerfile, report }) => {
    for (const { reference, stage, later } of forwardReferences(dockerfile)) {
      const what = reference.by === "COPY" ? "copy" : "mount";
      if (later === stage) report(reference.span, `The stage "${reference.text}" cannot ${what} from itself.`);
      else report(reference.span, `The stage "${reference.text}" stands further down; only earlier stages can be taken from.`);
    }
  },
});
