import { remove, removeLines, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidOnbuildTrigger",
  aliases: ["DL3043"],
  language: "dockerfile",
  mentions: ["onbuild"],
  category: "correctness",
  severity: "error",
  summary: "ONBUILD holds an instruction that it cannot trigger.",
  check: ({ dockerfile, report }) => {
    for (const onbuild of dockerfile.all("ONBUILD")) {
      const { inner } = onbuild;
      if (!inner || !/^(?:FROM|MAINTAINER|ONBUILD)$/.test(inner.keyword)) continue;
      const fix = inner.kind === "ONBUILD"
        ? suggestion("Write ONBUILD once", remove({ start: onbuild.keywordSpan.start, end: inner.keywordSpan.start }))
        : suggestion("Remove the instruction", removeLines(dockerfile.text, onbuild));
      report(inner.keywordSpan, `${inner.keyword} cannot stand behind ONBUILD.`, fix);
    }
  },
});
