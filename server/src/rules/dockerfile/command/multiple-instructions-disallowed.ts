import { stepsOf } from "../../../model/dockerfile/steps.ts";
import { removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MultipleInstructionsDisallowed",
  aliases: ["buildkit:MultipleInstructionsDisallowed", "DL4003", "DL4004", "DL3012", "trivy:DS-0016", "trivy:DS-0007", "trivy:DS-0023"],
  language: "dockerfile",
  mentions: ["cmd", "entrypoint", "healthcheck"],
  category: "correctness",
  severity: "warning",
  summary: "A stage has more than one CMD, ENTRYPOINT or HEALTHCHECK, of which only the last counts.",
  tags: ["unnecessary"],
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const kind of ["CMD", "ENTRYPOINT", "HEALTHCHECK"] as const) {
        const all = stepsOf(stage).filter(({ instruction }) => instruction.kind === kind);
        for (const { instruction, isTriggered, place } of all.slice(0, -1)) {
          const fix = suggestion(`Remove this ${kind}`, removeLines(dockerfile.text, instruction));
          if (isTriggered) report.as("off")(place, `The ${kind} that ONBUILD of the base runs here is ignored, because the stage has another one below.`);
          else report(instruction, `This ${kind} is ignored, because the stage has another one below.`, fix);
        }
      }
    }
  },
});
