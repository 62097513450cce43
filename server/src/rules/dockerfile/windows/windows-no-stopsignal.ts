import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { removeLines, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WindowsNoStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["stopsignal"],
  category: "correctness",
  severity: "warning",
  summary: "A stage for Windows sets STOPSIGNAL, though Windows has no signals.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.all("STOPSIGNAL")) {
      const stage = dockerfile.stageOf(instruction);
      if (stage && isForWindows(stage)) report(instruction, "Windows has no signals, so STOPSIGNAL has no effect here.", safeFix("Remove it", removeLines(dockerfile.text, instruction)));
    }
  },
});
