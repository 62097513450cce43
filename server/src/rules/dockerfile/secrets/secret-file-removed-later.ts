import { removedSecretFiles } from "../../../model/dockerfile/secrets/removed-secret-files.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SecretFileRemovedLater",
  aliases: [],
  language: "dockerfile",
  mentions: ["rm", "shred", "unlink"],
  category: "security",
  severity: "error",
  summary: "A file with credentials is copied by one instruction and deleted by a later one, where it stays readable.",
  check: ({ dockerfile, use, report }) => {
    const removed = removedSecretFiles(dockerfile);
    if (removed.length === 0) return;
    const { shipped, keptByFile } = layerUse(dockerfile, use);
    for (const { stage, name, isSure, span } of removed) {
      // The layers of a stage that only builds stay with the builder.
      const isKept = shipped.has(stage) || keptByFile.has(stage);
      report.as(!isKept ? "hint" : isSure ? "error" : "warning")(span, `Deleting "${name}" here hides it only: the layer that COPY made still holds it.`);
    }
  },
});
