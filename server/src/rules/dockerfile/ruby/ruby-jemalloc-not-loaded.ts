import { startCommandOf, stageChain, type Stage } from "../../../model/dockerfile/dockerfile.ts";
import { commandWords } from "../../../model/dockerfile/containers/command-words.ts";
import { startInstruction } from "../../../model/dockerfile/containers/runtime-programs.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { roleOf, startProcess } from "../../../model/dockerfile/role.ts";
import { stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const rubyServers = /^(?:puma|unicorn|unicorn_rails|rails|rackup|thin|sidekiq|resque|falcon|passenger)$/;

export default defineRule({
  name: "RubyJemallocNotLoaded",
  aliases: [],
  language: "dockerfile",
  mentions: ["jemalloc", "libjemalloc"],
  category: "correctness",
  severity: "info",
  summary: "jemalloc is installed for a Ruby service and never loaded.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      if (roleOf(stage, use) !== "service" || !rubyServers.test(startProcess(stage)?.name ?? "") || isLoaded(stage)) continue;
      const installed = stageChain(stage).flatMap(stepsOf).flatMap(({ packageCommands }) => packageCommands).flatMap(({ packages }) => packages).find(({ name }) => /^(?:libjemalloc2|libjemalloc-dev|jemalloc)$/.test(name));
      const start = startInstruction(stage);
      if (!installed) continue;
      const library = baseFacts(stage).distribution === "alpine" ? "/usr/lib/libjemalloc.so.2" : "libjemalloc.so.2";
      const fix = start ? suggestion("Load it by LD_PRELOAD", insertLinesAbove(dockerfile.text, start.span.start, [`ENV LD_PRELOAD=${library}`])) : undefined;
      report(installed, `Nothing loads "${installed.name}": Ruby uses it only when LD_PRELOAD names it.`, fix);
    }
  },
});

/** By a variable, by how Ruby was built, or in a start script that is not read here. */
function isLoaded(stage: Stage): boolean {
  if (stageVariable(stage, "LD_PRELOAD", stage.span.end) !== undefined || startWords(stage).some((word) => /LD_PRELOAD|jemalloc/.test(word))) return true;
  const { entrypoint, cmd } = startCommandOf(stage);
  const first = entrypoint ?? cmd;
  if (first && /\.sh$|entrypoint|^\.?\/?(?:bin|script)\/|^\.\//.test(commandWords(stage.dockerfile, first)[0] ?? "")) return true;
  return stageChain(stage).some(({ span, dockerfile }) => /with-jemalloc|-ljemalloc|ld\.so\.preload|patchelf/.test(dockerfile.written(span)));
}
