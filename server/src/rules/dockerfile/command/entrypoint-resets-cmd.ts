import { lastOwn, startCommandOf, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { isShipped } from "../../../model/dockerfile/role.ts";
import { insertLinesBelow, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EntrypointResetsCmd",
  aliases: [],
  language: "dockerfile",
  mentions: ["entrypoint"],
  category: "correctness",
  severity: "info",
  summary: "A new ENTRYPOINT clears the CMD of the stage that this one builds on.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const entrypoint = lastOwn(stage, "ENTRYPOINT");
      if (entrypoint?.keyword !== "ENTRYPOINT" || !isShipped(stage, use) || startCommandOf(stage).cmd) continue;
      const lost = stageChain(stage).slice(1).find((link) => lastOwn(link, "CMD"));
      // An entrypoint that names its program and arguments has no need of a CMD.
      if (!lost || !/(?:entrypoint|start|init|run|tini|dumb-init)[\w.-]*$|^--$/.test(entrypoint.command?.exec?.items.at(-1)?.value ?? "")) continue;
      const cmd = lastOwn(lost, "CMD")!;
      const { text } = dockerfile;
      const isInherited = cmd.keyword === "CMD" && cmd.heredocs.length === 0;
      const fix = isInherited ? suggestion("Repeat that CMD here", insertLinesBelow(text, entrypoint.span.end, [text.slice(cmd.span.start, cmd.span.end)])) : undefined;
      report(entrypoint.keywordSpan, `This ENTRYPOINT clears the CMD of ${lost.name ? `stage "${lost.name.text}"` : "the stage below"}.`, fix);
    }
  },
});
