import { lastInChain, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { commandWords } from "../../../model/dockerfile/containers/command-words.ts";
import { firstTail } from "../../../model/dockerfile/stages/stage-tail.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SystemdStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["init", "systemd"],
  category: "correctness",
  severity: "info",
  summary: "A container that starts systemd has no STOPSIGNAL that systemd takes as the request to shut down.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const { entrypoint, cmd } = startCommandOf(stage);
      const command = entrypoint ?? cmd;
      if (!command || dockerfile.stageOf(command) !== stage || lastInChain(stage, "STOPSIGNAL")) continue;
      // `/init` alone is that of s6-overlay.
      if (!/^(?:\/usr)?\/(?:lib\/systemd\/systemd|s?bin\/(?:init|systemd))$/.test(commandWords(dockerfile, command)[0] ?? "")) continue;
      const tail = firstTail(stage, ["CMD", "ENTRYPOINT"]);
      const fix = tail && suggestion("Add STOPSIGNAL SIGRTMIN+3", insertLinesAbove(dockerfile.text, tail.offset, ["STOPSIGNAL SIGRTMIN+3"]));
      report(command.keywordSpan, "systemd does not shut down on SIGTERM, so it is killed; it waits for SIGRTMIN+3.", fix);
    }
  },
});
