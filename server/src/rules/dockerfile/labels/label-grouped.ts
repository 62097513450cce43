import { neighboringLabels } from "../../../model/dockerfile/labels/label-groups.ts";
import { lostLabels } from "../../../model/dockerfile/labels/lost-labels.ts";
import { lineBreakOf, replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "LabelGrouped",
  aliases: [],
  language: "dockerfile",
  mentions: ["label"],
  category: "style",
  severity: "off",
  summary: "Neighboring LABEL instructions could be one.",
  check: ({ dockerfile, report }) => {
    const { text, tree } = dockerfile;
    // A value that is lost goes first.
    const losing = new Set(lostLabels(dockerfile).map(({ instruction }) => instruction));
    for (const group of neighboringLabels(dockerfile)) {
      const edits = group.slice(1).map((label, index) => replace({ start: group[index]!.span.end, end: label.argumentsSpan.start }, ` ${tree.escape}${lineBreakOf(text)}      `));
      report(group[1]!.keywordSpan, "This LABEL could be part of the one above.", group.some((label) => losing.has(label)) ? undefined : safeFix("Join the LABEL instructions", ...edits));
    }
  },
});
