import { defineRule } from "../../rule.ts";

const meanings: Readonly<Record<string, string>> = { scratch: "the empty image", context: "the build context" };

export default defineRule({
  name: "ReservedStageName",
  aliases: ["DL3063", "buildkit:ReservedStageName"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A stage is called scratch or context, which mean something else already.",
  check: ({ dockerfile, report }) => {
    for (const { name } of dockerfile.stages) {
      const meaning = name ? meanings[name.text.toLowerCase()] : undefined;
      if (name && meaning !== undefined) report(name, `"${name.text}" already means ${meaning}.`);
    }
  },
});
