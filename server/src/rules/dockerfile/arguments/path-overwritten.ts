import { buildVariablesOf } from "../../../model/dockerfile/variables/expansions.ts";
import { baseFacts } from "../../../model/dockerfile/images/base-facts.ts";
import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { insertAfter, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Folders that hold the ordinary programs, Nix's profile included; a path with them is written out in full on purpose. */
const systemFolder = /(?:^|[:"'])(?:\/(?:usr\/)?s?bin\/?(?:$|[:"'])|\/nix\/|\/busybox(?:$|[:/"']))/;

export default defineRule({
  name: "PathOverwritten",
  aliases: [],
  language: "dockerfile",
  mentions: ["path"],
  category: "correctness",
  severity: "warning",
  summary: "ENV sets PATH without the earlier one, so ordinary programs are not found any more.",
  check: ({ dockerfile, report }) => {
    for (const env of dockerfile.all("ENV")) {
      const stage = dockerfile.stageOf(env);
      for (const { key, value } of env.pairs) {
        if (key.text !== "PATH" || !value || systemFolder.test(value.text) || !stage || isForWindows(stage) || baseFacts(stage).hasShell === false) continue;
        // A variable of another name may hold a whole path.
        if (buildVariablesOf(dockerfile, env).some(({ name, span }) => /PATH/.test(name) && value.span.start <= span.start && span.end <= value.span.end)) continue;
        const isQuoted = /^"[^"]*"$/.test(value.text);
        const at = isQuoted ? { start: value.span.start, end: value.span.end - 1 } : value.span;
        // Pairs of one ENV do not see each other, and an empty entry stands for the working directory.
        const isSole = env.pairs.every((pair) => pair.key === key || pair.key.text !== "PATH") && value.text !== "" && value.text !== '""';
        const fix = isSole && (isQuoted || !/["']/.test(value.text)) ? suggestion("Keep the earlier folders", insertAfter(at, ":$PATH")) : undefined;
        report(key, "This PATH leaves out the earlier folders, so programs such as ls and sh are not found.", fix);
      }
    }
  },
});
