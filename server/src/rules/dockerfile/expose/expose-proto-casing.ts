import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposeProtoCasing",
  aliases: ["buildkit:ExposeProtoCasing"],
  language: "dockerfile",
  mentions: ["expose"],
  category: "style",
  severity: "info",
  summary: "The protocol of an EXPOSE is not in lower case.",
  check: ({ dockerfile, report }) => {
    for (const { step, word, text, protocol, isLiteral } of dockerfile.stages.flatMap(portsOf)) {
      const lower = protocol.toLowerCase();
      if (protocol === lower) continue;
      const message = `The protocol of "${text}" is not in lower case.`;
      const fix = isLiteral ? safeFix(`Change it to ${lower}`, replace({ start: word.span.end - protocol.length, end: word.span.end }, lower)) : undefined;
      if (step.isTriggered) report.as("off")(step.place, message);
      else report(word, message, fix);
    }
  },
});
