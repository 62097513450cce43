import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "InvalidOnbuildTrigger",
  aliases: ["DL3043"],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "ONBUILD holds an instruction that it cannot trigger.",
  check: ({ dockerfile, report }) => {
    for (const { inner } of dockerfile.all("ONBUILD")) {
      if (inner && /^(?:FROM|MAINTAINER|ONBUILD)$/.test(inner.keyword)) report(inner.keywordSpan, `${inner.keyword} cannot stand behind ONBUILD.`);
    }
  },
});
