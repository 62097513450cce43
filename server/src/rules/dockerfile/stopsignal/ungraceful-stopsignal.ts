import { readStopSignal } from "../../../model/dockerfile/containers/stop-signal.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "UngracefulStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["stopsignal"],
  category: "correctness",
  severity: "warning",
  summary: "STOPSIGNAL is a signal that no process can handle, so it never ends cleanly.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.all("STOPSIGNAL")) {
      const word = instruction.words[0];
      const signal = word && readStopSignal(word.text).canonical;
      if (signal !== "SIGKILL" && signal !== "SIGSTOP") continue;
      const what = signal === "SIGKILL" ? "ends the process in the middle of its work" : "halts the process instead of ending it";
      report(word!, `${signal} cannot be handled: it ${what}.`, suggestion("Use SIGTERM", replace(word!, "SIGTERM")));
    }
  },
});
