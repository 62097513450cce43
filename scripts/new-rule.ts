// Starts a rule: `npm run new-rule -- UseCopyLink cache` writes its two files in rules/dockerfile/<subject>.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ruleFileName } from "../server/src/lint/finding.ts";
import { root } from "./files.ts";

const [name, folder = "dockerfile/style"] = process.argv.slice(2);
if (!name || !/^[A-Z][A-Za-z0-9]+$/.test(name)) {
  console.error("Usage: npm run new-rule -- RuleName [dockerfile/<subject>|bake|cross-file|workflow]");
  process.exit(2);
}
const language = folder.startsWith("bake") ? "bake" : folder.startsWith("cross-file") ? "cross-file" : folder.startsWith("workflow") ? "workflow" : "dockerfile";
const base = join(root, "server/src/rules", folder, ruleFileName(name));
if (existsSync(`${base}.ts`)) {
  console.error(`${base}.ts exists already.`);
  process.exit(2);
}
const up = "../".repeat(folder.split("/").length);
mkdirSync(dirname(base), { recursive: true });
writeFileSync(`${base}.ts`, `import { defineRule } from "${up}rule.ts";

export default defineRule({
  name: "${name}",
  aliases: [],
  language: "${language}",
  category: "correctness",
  severity: "hint",
  summary: "Says in one sentence what is found.",
  check: ({ report }) => {
    void report;
  },
});
`);
writeFileSync(`${base}.md`, `## Why it matters

## When to ignore it

## Examples

\`\`\`${language === "dockerfile" ? "dockerfile" : "files"}
\`\`\`
`);
console.log(`Wrote ${base}.ts and .md. Write examples, watch them fail, write check, run npm run generate and npm run check.`);
