import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateStageName",
  aliases: ["DL3024", "buildkit:DuplicateStageName", "trivy:DS-0012"],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "Two stages have the same name.",
  check: ({ dockerfile, report }) => {
    const seen = new Set<string>();
    for (const { name } of dockerfile.stages) {
      if (!name) continue;
      const key = name.text.toLowerCase();
      if (seen.has(key)) report(name, `An earlier stage is called "${name.text}" too; names count without their case.`);
      seen.add(key);
    }
  },
});
