import type { Edit } from "../../../base/edit.ts";
import type { Span } from "../../../base/span.ts";
import { isShellHeredoc } from "../../../model/dockerfile/scripts/shell-heredocs.ts";
import { isForWindows } from "../../../model/dockerfile/stages/platform.ts";
import { remove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CrlfLineEndings",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A script in a heredoc has Windows line ends, which a Linux shell takes for a part of each line.",
  check: ({ dockerfile, report }) => {
    const { text } = dockerfile;
    if (!text.includes("\r\n")) return;
    for (const outer of dockerfile.tree.instructions) {
      const stage = dockerfile.stageOf(outer);
      if (!stage || outer.heredocs.length === 0 || isForWindows(stage)) continue;
      for (const heredoc of outer.heredocs) {
        const edits = text.startsWith("#!", heredoc.body.start) || isShellHeredoc(dockerfile, outer, heredoc) ? carriageReturns(text, heredoc.body) : [];
        if (edits.length === 0) continue;
        report(heredoc, "The lines of this script end in CR LF, so that each command gets an invisible character at its end.", suggestion("Use LF in this heredoc", ...edits));
      }
    }
  },
});

function carriageReturns(text: string, { start, end }: Span): Edit[] {
  const edits: Edit[] = [];
  for (let at = text.indexOf("\r\n", start); at >= 0 && at < end; at = text.indexOf("\r\n", at + 2)) edits.push(remove({ start: at, end: at + 1 }));
  return edits;
}
