import { lostDirectives } from "../../../model/dockerfile/comments/misplaced-directives.ts";
import { featureUses } from "../../../model/dockerfile/images/frontend-features.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
import { insert, lineBreakOf, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SyntaxDirectiveMissing",
  aliases: [],
  language: "dockerfile",
  category: "reproducibility",
  severity: "off",
  summary: "The file uses later features of the frontend and does not say which frontend is to read it.",
  check: ({ dockerfile, report }) => {
    const first = featureUses(dockerfile)[0];
    // A misspelled one is a finding of its own.
    if (!first || frontendOf(dockerfile) || lostDirectives(dockerfile).some(({ name }) => name === "syntax")) return;
    const { text } = dockerfile;
    const line = `# syntax=docker/dockerfile:1${lineBreakOf(text)}`;
    report(first.span, `Only builders whose own frontend is ${first.since.join(".")} or newer know ${first.name}; no syntax directive asks for one.`, suggestion("Add a syntax directive", insert(text.startsWith("\uFEFF") ? 1 : 0, line)));
  },
});
