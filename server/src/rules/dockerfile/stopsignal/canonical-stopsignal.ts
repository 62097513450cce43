import { readStopSignal } from "../../../model/dockerfile/containers/stop-signal.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CanonicalStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["stopsignal"],
  category: "style",
  severity: "hint",
  summary: "STOPSIGNAL is a number, in lower case or without SIG.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.all("STOPSIGNAL")) {
      const word = instruction.words[0];
      const signal = word && readStopSignal(word.text).canonical;
      if (signal === undefined || word!.text === signal) continue;
      report(word!, `${word!.text} is ${signal}.`, safeFix(`Write ${signal}`, replace(word!, signal)));
    }
  },
});
