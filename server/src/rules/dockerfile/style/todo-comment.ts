import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "TodoComment",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "A comment says that something is still to be done.",
  options: {
    tags: { schema: { type: "array", items: { type: "string" } }, default: ["TODO", "FIXME"], description: "Words that mark such a comment." },
  },
  check: ({ dockerfile, options, report }) => {
    const tags = (Array.isArray(options["tags"]) ? options["tags"] : []).filter((tag): tag is string => typeof tag === "string" && /^\w+$/.test(tag));
    if (tags.length === 0) return;
    const pattern = new RegExp(`\\b(?:${tags.join("|")})\\b`);
    for (const { span } of dockerfile.tree.comments) {
      const match = pattern.exec(dockerfile.text.slice(span.start, span.end));
      if (!match) continue;
      const start = span.start + match.index;
      report({ start, end: start + match[0].length }, `${match[0]}: something is left to be done here.`);
    }
  },
});
