import { lastInChain, rootBase, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { roleOf, startProcess } from "../../../model/dockerfile/role.ts";
import { firstTail } from "../../../model/dockerfile/stages/stage-tail.ts";
import { readStopSignal } from "../../../model/dockerfile/containers/stop-signal.ts";
import { insertLinesAbove, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "NginxStopsignal",
  aliases: [],
  language: "dockerfile",
  mentions: ["nginx", "openresty"],
  category: "correctness",
  severity: "info",
  summary: "nginx is not stopped with SIGQUIT, so it drops the requests that it is answering.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const process = startProcess(stage)?.name;
      if ((process !== "nginx" && process !== "openresty") || roleOf(stage, use) === "builder") continue;
      const set = lastInChain(stage, "STOPSIGNAL");
      const word = set?.kind === "STOPSIGNAL" ? set.words[0] : undefined;
      const signal = word && readStopSignal(word.text);
      const base = rootBase(stage);
      // The official images set it already.
      if (signal ? signal.isDynamic || signal.canonical === "SIGQUIT" : base.kind !== "image" || /nginx|openresty/.test(shortRepository(base.ref))) continue;
      if (word) {
        if (dockerfile.stageOf(set!) === stage) report(word, `${process} drops open requests on ${word.text}; SIGQUIT lets it finish them.`, suggestion("Use SIGQUIT", replace(word, "SIGQUIT")));
        continue;
      }
      const { entrypoint, cmd } = startCommandOf(stage);
      const command = cmd ?? entrypoint;
      const tail = firstTail(stage, ["CMD", "ENTRYPOINT"]);
      if (command && tail && dockerfile.stageOf(command) === stage) {
        report(command.keywordSpan, `${process} drops open requests on SIGTERM; STOPSIGNAL SIGQUIT lets it finish them.`, suggestion("Add STOPSIGNAL SIGQUIT", insertLinesAbove(dockerfile.text, tail.offset, ["STOPSIGNAL SIGQUIT"])));
      }
    }
  },
});
