import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "AvoidOnbuild",
  aliases: [],
  language: "dockerfile",
  mentions: ["onbuild"],
  category: "style",
  severity: "off",
  summary: "ONBUILD adds steps to other people's builds that their Dockerfiles do not show.",
  check: ({ dockerfile, report }) => {
    for (const { keywordSpan, inner } of dockerfile.all("ONBUILD")) {
      report(keywordSpan, `This ${inner?.keyword ?? "step"} runs in the builds of images based on this one, where nobody sees it.`);
    }
  },
});
