import { forwardReferences } from "../../../model/dockerfile/stages/stage-cycles.ts";
import { freeStageName, renameStage } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateStageName",
  aliases: ["DL3024", "buildkit:DuplicateStageName", "trivy:DS-0012"],
  language: "dockerfile",
  mentions: ["as"],
  category: "correctness",
  severity: "warning",
  summary: "Two stages have the same name.",
  check: ({ dockerfile, report }) => {
    const seen = new Set<string>();
    // BuildKit takes the last stage of a name for one that is named too early; after a renaming it would be another one.
    const namedEarly = new Set(forwardReferences(dockerfile).map(({ reference }) => reference.text.toLowerCase()));
    for (const stage of dockerfile.stages) {
      const { name } = stage;
      if (!name) continue;
      const key = name.text.toLowerCase();
      if (seen.has(key)) {
        const other = freeStageName(dockerfile, key);
        report(name, `An earlier stage is called "${name.text}" too; names count without their case.`, namedEarly.has(key) ? undefined : suggestion(`Rename it to ${other}`, ...renameStage(stage, other)));
      }
      seen.add(key);
    }
  },
});
