import { type Dockerfile, startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { scriptOf } from "../../../model/dockerfile/scripts/scripts.ts";
import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import type { CommandInstruction } from "../../../syntax/dockerfile/tree.ts";
import { plainExecFormOf } from "../../exec-form.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellEntrypointIgnoresCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["entrypoint"],
  category: "correctness",
  severity: "warning",
  summary: "A CMD stands beside an ENTRYPOINT that is the script of a shell, which never gets its words.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const { entrypoint, cmd } = startCommandOf(stage);
      // `CMD []` has no words to lose, and the shells of Windows take more words for more of the command.
      if (!cmd?.command || cmd.command.exec?.items.every(({ value }) => value === "") || isForWindows(stage) || !entrypoint?.command || !isScript(dockerfile, entrypoint) || (dockerfile.stageOf(cmd) !== stage && dockerfile.stageOf(entrypoint) !== stage)) continue;
      if (roleOf(stage, use) === "builder" && dockerfile.stageOf(cmd) !== stage) continue;
      const text = dockerfile.written(entrypoint.command);
      // A script may say what becomes of the words: `sh -c '… "$@"'` gets them as its parameters.
      if (/\$(?:[@*\d]|\{[@*\d])/.test(text)) continue;
      const node = dockerfile.stageOf(cmd) === stage ? cmd : entrypoint;
      const isOwn = dockerfile.stageOf(entrypoint) === stage && cmd.command?.form === "exec";
      const form = entrypoint.command.form === "shell" ? "in shell form" : "the script of a shell";
      report(node, `ENTRYPOINT is ${form}, so it never gets the words of CMD.`, isOwn ? plainExecFormOf(dockerfile, entrypoint) : undefined);
    }
  },
});

/** Whether a shell runs it: what follows its script are parameters. Behind `["sh", "-c"]` alone the CMD is the script. */
function isScript(dockerfile: Dockerfile, entrypoint: CommandInstruction): boolean {
  return entrypoint.command?.form === "shell" || scriptOf(dockerfile, entrypoint).invocations.some(({ script, outer }) => script !== undefined && outer === undefined);
}
