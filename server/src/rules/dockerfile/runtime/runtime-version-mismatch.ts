import { runtimeMismatches } from "../../../model/dockerfile/images/runtime-copies.ts";
import { defineRule } from "../../rule.ts";

const languages: Readonly<Record<string, string>> = { python: "Python", ruby: "Ruby", node: "Node.js" };

export default defineRule({
  name: "RuntimeVersionMismatch",
  aliases: [],
  language: "dockerfile",
  mentions: ["node", "python", "ruby"],
  category: "correctness",
  severity: "warning",
  summary: "Libraries are copied from a stage with another release of the language.",
  check: ({ dockerfile, report }) => {
    for (const { word, language, from, to } of runtimeMismatches(dockerfile)) {
      report(word, `These libraries were installed for ${languages[language]!} ${from}; this stage has ${to}.`);
    }
  },
});
