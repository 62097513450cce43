import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { isWritten } from "../../shell-edits.ts";

export default defineRule({
  name: "GoBuildFlags",
  aliases: [],
  language: "dockerfile",
  mentions: ["go"],
  category: "size",
  severity: "off",
  summary: "A Go program is built with debug information or with the paths of the build machine in it.",
  check: ({ dockerfile, report }) => {
    for (const step of runSteps(dockerfile)) {
      const flags = stageVariable(step.stage, "GOFLAGS", step.run.span.start) ?? "";
      for (const invocation of step.script.invocations) {
        const build = invocation.arguments[0];
        if (invocation.name !== "go" || build?.unquoted !== "build") continue;
        const given = `${flags} ${invocation.words.map(({ unquoted }) => unquoted).join(" ")}`;
        const missing = [/-trimpath\b/.test(given) ? "" : "-trimpath", /-ldflags/.test(given) ? "" : '-ldflags="-s -w"'].filter((flag) => flag !== "").join(" ");
        if (missing === "") continue;
        const fix = isWritten(step, build) && !step.run.command?.exec && !invocation.outer ? suggestion(`Add ${missing}`, insertAfter(build, ` ${missing}`)) : undefined;
        report({ start: invocation.span.start, end: build.span.end }, `"go build" without ${missing} makes a larger program.`, fix);
      }
    }
  },
});
