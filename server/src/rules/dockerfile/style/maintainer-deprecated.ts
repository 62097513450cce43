import type { Dockerfile } from "../../../model/dockerfile/dockerfile.ts";
import type { WordsInstruction } from "../../../syntax/dockerfile/tree.ts";
import { type Fix, replace, safeFix } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MaintainerDeprecated",
  aliases: ["DL4000", "buildkit:MaintainerDeprecated", "trivy:DS-0022"],
  language: "dockerfile",
  mentions: ["maintainer"],
  category: "style",
  severity: "warning",
  tags: ["deprecated"],
  summary: "The deprecated MAINTAINER instruction is used.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.all("MAINTAINER")) {
      report(instruction.keywordSpan, "MAINTAINER is deprecated; a label names the authors today.", toLabel(dockerfile, instruction));
    }
  },
});

function toLabel({ text, tree }: Dockerfile, { span, keywordSpan, keyword, words }: WordsInstruction): Fix | undefined {
  const word = words[0];
  if (!word || text.slice(span.start, span.end).includes("\n")) return undefined;
  const author = /^(["'])(.*)\1$/.exec(word.text)?.[2] ?? word.text;
  const value = author.replace(/["$\\`]/g, (character) => (character === '"' || character === "$" || character === tree.escape ? tree.escape + character : character));
  const label = text[keywordSpan.start] === keyword[0] ? "LABEL" : "label";
  return safeFix("Change it to a label", replace(span, `${label} org.opencontainers.image.authors="${value}"`));
}
