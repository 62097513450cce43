import { reportingCalls } from "../../../model/dockerfile/variables/telemetry.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TelemetryOptOut",
  aliases: [],
  language: "dockerfile",
  mentions: ["astro", "az", "brew", "dotnet", "gatsby", "hf", "huggingface", "next", "ng", "nuxi", "nuxt", "packer", "pwsh", "sam", "sb", "storybook", "terraform", "turbo", "vcpkg", "wrangler"],
  category: "security",
  severity: "off",
  summary: "A build step starts a tool that reports its use, and nothing tells the tool not to.",
  check: ({ dockerfile, report }) => {
    for (const { step, invocation, optOut } of reportingCalls(dockerfile)) {
      const { tool, variable, value } = optOut;
      const program = invocation.words[0]!.span;
      report(program, `${tool} reports how it is used unless ${variable} is ${value}.`, suggestion(`Set ${variable}`, insertLinesBelow(dockerfile.text, step.stage.from.headSpan.end, [`ENV ${variable}=${value}`])));
    }
  },
});
