import { lastInChain, rootBase, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { commandWords } from "../../../model/dockerfile/containers/command-words.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
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
      // Alpine's is BusyBox's or OpenRC's, and an image made for systemd most likely sets the signal itself.
      const { distribution, isKnown } = baseFacts(stage);
      const base = rootBase(stage);
      if (distribution === "alpine" || distribution === "busybox" || (base.kind === "image" && /init|systemd/.test(base.ref.repository))) continue;
      const tail = firstTail(stage, ["CMD", "ENTRYPOINT"]);
      const fix = tail && suggestion("Add STOPSIGNAL SIGRTMIN+3", insertLinesAbove(dockerfile.text, tail.offset, ["STOPSIGNAL SIGRTMIN+3"]));
      (isKnown ? report : report.as("hint"))(command.keywordSpan, "systemd does not shut down on SIGTERM, so it is killed; it waits for SIGRTMIN+3.", fix);
    }
  },
});
