import { surplusBlankLines } from "../../../model/dockerfile/text/lines.ts";
import { remove, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MultipleBlankLines",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "More blank lines follow one another than the file's style allows.",
  options: {
    max: { schema: { type: "integer", minimum: 0 }, default: 1, description: "How many blank lines may follow one another." },
  },
  check: ({ dockerfile, options, report }) => {
    const most = typeof options["max"] === "number" ? options["max"] : 1;
    for (const surplus of surplusBlankLines(dockerfile, most)) {
      report({ start: surplus.start, end: surplus.start + 1 }, `More than ${most} blank ${most === 1 ? "line follows" : "lines follow"} one another.`, safeFix("Remove the surplus", remove(surplus)));
    }
  },
});
