import { replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "FromAsCasing",
  aliases: ["buildkit:FromAsCasing"],
  language: "dockerfile",
  mentions: ["as"],
  category: "style",
  severity: "info",
  summary: "FROM and its AS are written in different case.",
  check: ({ dockerfile, report }) => {
    // Who writes one so writes all of them so: said once, it is known.
    let say = report;
    for (const { as, name, extraWords, keyword, keywordSpan } of dockerfile.all("FROM")) {
      if (!as || (!name && !extraWords)) continue;
      const from = dockerfile.written(keywordSpan);
      // A keyword in mixed case is another matter; there is nothing to agree with.
      const wanted = from === keyword ? "AS" : from === keyword.toLowerCase() ? "as" : as.text;
      if (as.text === wanted) continue;
      say(as, `"${as.text}" is not in the case of "${from}".`, safeFix(`Change it to ${wanted}`, replace(as, wanted)));
      say = report.as("hint");
    }
  },
});
