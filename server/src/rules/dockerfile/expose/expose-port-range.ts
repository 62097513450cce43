import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposePortRange",
  aliases: ["DL3011", "trivy:DS-0008"],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "error",
  summary: "EXPOSE names a port above 65535.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { step, word, port, isLiteral } of portsOf(stage)) {
        if (!isLiteral || dockerfile.stageOf(step.instruction) !== stage) continue;
        const wrong = /^\d+(?:-\d+)?$/.test(port) ? port.split("-").find((one) => Number(one) > 65535) : undefined;
        if (wrong !== undefined) report(word, `There is no port ${wrong}: 65535 is the last.`);
      }
    }
  },
});
