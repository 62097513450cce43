import { portsOf } from "../../../model/dockerfile/containers/ports.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ExposeRangeReversed",
  aliases: [],
  language: "dockerfile",
  mentions: ["expose"],
  category: "correctness",
  severity: "error",
  summary: "A range of ports in EXPOSE ends below its start.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { step, word, port, isLiteral } of portsOf(stage)) {
        const range = /^(\d+)-(\d+)$/.exec(port);
        if (!range || !isLiteral || dockerfile.stageOf(step.instruction) !== stage || Number(range[1]) <= Number(range[2])) continue;
        report(word, `The range ${port} ends below its start.`, safeFix("Swap the ports", replace(word, word.text.replace(port, `${range[2]}-${range[1]}`))));
      }
    }
  },
});
