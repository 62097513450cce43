import { freeStageName, renameStage } from "../../dockerfile-edits.ts";
import { suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

const meanings: Readonly<Record<string, string>> = { scratch: "the empty image", context: "the build context" };

export default defineRule({
  name: "ReservedStageName",
  aliases: ["DL3063", "buildkit:ReservedStageName"],
  language: "dockerfile",
  mentions: ["context", "scratch"],
  category: "correctness",
  severity: "warning",
  summary: "A stage is called scratch or context, which mean something else already.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      const { name } = stage;
      const meaning = name ? meanings[name.text.toLowerCase()] : undefined;
      if (!name || meaning === undefined) continue;
      const other = freeStageName(dockerfile, `${name.text.toLowerCase()}-stage`);
      report(name, `"${name.text}" already means ${meaning}.`, suggestion(`Rename it to ${other}`, ...renameStage(stage, other)));
    }
  },
});
