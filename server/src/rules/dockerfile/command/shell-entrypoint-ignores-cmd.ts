import { startCommandOf } from "../../../model/dockerfile/dockerfile.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { plainExecFormOf } from "../../exec-form.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ShellEntrypointIgnoresCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["entrypoint"],
  category: "correctness",
  severity: "warning",
  summary: "A CMD stands beside an ENTRYPOINT in shell form, which never gets its words.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const { entrypoint, cmd } = startCommandOf(stage);
      // `CMD []` has no words to lose.
      if (!cmd?.command || cmd.command.exec?.items.length === 0 || entrypoint?.command?.form !== "shell" || (dockerfile.stageOf(cmd) !== stage && dockerfile.stageOf(entrypoint) !== stage)) continue;
      if (roleOf(stage, use) === "builder" && dockerfile.stageOf(cmd) !== stage) continue;
      const text = dockerfile.text.slice(entrypoint.command.span.start, entrypoint.command.span.end);
      // A script may say what becomes of the words: `sh -c '… "$@"'` gets them as its parameters.
      if (/\$(?:[@*\d]|\{[@*\d])/.test(text)) continue;
      const node = dockerfile.stageOf(cmd) === stage ? cmd : entrypoint;
      const isOwn = dockerfile.stageOf(entrypoint) === stage && cmd.command?.form === "exec";
      report(node, "ENTRYPOINT is in shell form, so it never gets the words of CMD.", isOwn ? plainExecFormOf(dockerfile, entrypoint) : undefined);
    }
  },
});
