import { danglingContinuations } from "../../../model/dockerfile/comments/dangling-continuations.ts";
import { remove, safeFix, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DanglingContinuation",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "The last line of an instruction ends in a line continuation, which swallows the next instruction.",
  check: ({ dockerfile, report }) => {
    const { text, tree } = dockerfile;
    for (const { instruction, span, removal, swallowed, isSound } of danglingContinuations(dockerfile)) {
      const removed = text.slice(removal.start, removal.end).trim();
      const title = `Remove the ${removed}`;
      // Without the operator a build comes about that failed before.
      if (!swallowed) report.as("info")(span, `Nothing follows this ${tree.escape}; the next line that someone adds would become part of the ${instruction.keyword}.`, (removed === tree.escape ? safeFix : suggestion)(title, remove(removal)));
      else report(span, `The ${instruction.keyword} goes on behind this ${tree.escape}, so the ${text.slice(swallowed.start, swallowed.end)} below it is no instruction.`, isSound ? suggestion(title, remove(removal)) : undefined);
    }
  },
});
