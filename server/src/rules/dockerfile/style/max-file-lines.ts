import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MaxFileLines",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "off",
  summary: "The file has more lines than the configuration allows.",
  options: { max: { schema: { type: "integer", minimum: 1 }, default: 300, description: "The number of lines that a file may have." } },
  check: ({ dockerfile, options, report }) => {
    const { text } = dockerfile;
    const lines = text.split("\n");
    const max = Number(options["max"]);
    const count = lines.at(-1) === "" ? lines.length - 1 : lines.length;
    if (count <= max) return;
    const start = lines.slice(0, max).reduce((sum, line) => sum + line.length + 1, 0);
    report({ start, end: start + lines[max]!.trimEnd().length }, `This file has ${count} lines; ${max} are allowed.`);
  },
});
