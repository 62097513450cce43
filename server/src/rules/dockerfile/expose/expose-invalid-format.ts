import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposeInvalidFormat",
  aliases: ["buildkit:ExposeInvalidFormat"],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "warning",
  summary: "EXPOSE names an address or a port of the host, which it cannot set.",
  check: ({ dockerfile, report }) => {
    for (const { step, word, text, host, isLiteral } of dockerfile.stages.flatMap(portsOf)) {
      if (host === "") continue;
      const message = `EXPOSE cannot map "${text}" to the host; only the container's port counts.`;
      const port = text.slice(text.lastIndexOf(":") + 1);
      if (step.isTriggered) report.as("off")(step.place, message);
      else report(word, message, isLiteral ? safeFix(`Keep ${port} alone`, replace(word, port)) : undefined);
    }
  },
});
