import { remove, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "ByteOrderMark",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "The file begins with a byte order mark, an invisible character that UTF-8 does not need.",
  check: ({ dockerfile, report }) => {
    if (!dockerfile.text.startsWith("\uFEFF")) return;
    const mark = { start: 0, end: 1 };
    report(mark, "A byte order mark stands in front of the first line; UTF-8 needs none.", safeFix("Remove the byte order mark", remove(mark)));
  },
});
