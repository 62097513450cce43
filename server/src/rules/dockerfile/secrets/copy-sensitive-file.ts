import { isCredentialFile } from "../../../model/dockerfile/secrets/credential-files.ts";
import { copiesFrom, plainPath, sourcePaths } from "../../../model/dockerfile/files/copy-paths.ts";
import { type LayerUse, layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CopySensitiveFile",
  aliases: [],
  language: "dockerfile",
  category: "security",
  severity: "warning",
  summary: "COPY or ADD takes a file that is known to hold credentials.",
  check: ({ dockerfile, use, report }) => {
    let layers: LayerUse | undefined;
    for (const copy of [...dockerfile.all("COPY"), ...dockerfile.all("ADD")]) {
      const stage = dockerfile.stageOf(copy);
      if (copiesFrom(copy) !== undefined || !stage) continue;
      for (const word of sourcePaths(copy)) {
        const path = plainPath(word);
        if (!isCredentialFile(path)) continue;
        layers ??= layerUse(dockerfile, use);
        const isKept = layers.shipped.has(stage) || layers.keptByFile.has(stage);
        (isKept ? report : report.as("hint"))(word, `"${path}" usually holds credentials, which everyone who gets the image can read; mount it as a secret where it is needed.`);
      }
    }
  },
});
