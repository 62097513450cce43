import { isShipped } from "../../../model/dockerfile/role.ts";
import { disorderedEpilogue } from "../../../model/dockerfile/stages/epilogues.ts";
import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "EpilogueOrder",
  aliases: [],
  language: "dockerfile",
  mentions: ["cmd", "entrypoint", "healthcheck", "stopsignal"],
  category: "style",
  severity: "off",
  summary: "STOPSIGNAL, HEALTHCHECK, ENTRYPOINT and CMD are not the last instructions of a stage, or not in this order.",
  check: ({ dockerfile, use, report }) => {
    const { text } = dockerfile;
    for (const stage of dockerfile.stages) {
      const epilogue = isShipped(stage, use) ? disorderedEpilogue(stage) : undefined;
      if (!epilogue) continue;
      const { misplaced, written, ordered } = epilogue;
      const hasComment = /^[ \t]*#/m.test(text.slice(written[0]!.span.start, written.at(-1)!.span.end));
      const edits = hasComment ? undefined : ordered?.flatMap((instruction, index) => (instruction === written[index] ? [] : [replace(written[index]!, text.slice(instruction.span.start, instruction.span.end))]));
      const message = ordered ? `${misplaced.keyword} stands behind what usually follows it.` : `Other instructions follow ${misplaced.keyword}, which usually ends a stage.`;
      report(misplaced.keywordSpan, message, edits && safeFix("Put them in order", ...edits));
    }
  },
});
