import { closestName } from "../../../base/closest-name.ts";
import { signals } from "../../../data/signals.ts";
import { readStopSignal } from "../../../model/dockerfile/containers/stop-signal.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["stopsignal"],
  category: "correctness",
  severity: "error",
  summary: "STOPSIGNAL names no signal.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.all("STOPSIGNAL")) {
      const word = instruction.words[0];
      const signal = word && readStopSignal(word.text);
      if (!word || !signal || signal.isDynamic || signal.canonical !== undefined) continue;
      const guess = closestName(word.text.toUpperCase(), [...signals.keys()].map((name) => `SIG${name}`));
      report(word, `There is no signal ${word.text}.`, guess === undefined ? undefined : suggestion(`Change it to ${guess}`, replace(word, guess)));
    }
  },
});
