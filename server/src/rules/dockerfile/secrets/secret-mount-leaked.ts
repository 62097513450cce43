import { leakedSecrets } from "../../../model/dockerfile/secrets/leaked-secrets.ts";
import { layerUse } from "../../../model/dockerfile/stages/shipped-layers.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "SecretMountLeaked",
  aliases: [],
  language: "dockerfile",
  mentions: ["secret"],
  category: "security",
  severity: "error",
  summary: "A step copies a mounted secret into the image, or prints it into the log.",
  check: ({ dockerfile, use, report }) => {
    const leaked = leakedSecrets(dockerfile);
    if (leaked.length === 0) return;
    const { shipped, keptByFile } = layerUse(dockerfile, use);
    for (const { stage, span, into } of leaked) {
      if (into === "log") report(span, "This prints the secret into the log of the build.");
      else if (shipped.has(stage) || keptByFile.has(stage)) report(span, "This writes the secret into the image, where it stays.");
      else report.as("hint")(span, "This writes the secret into a layer, which stays in the cache of the builder.");
    }
  },
});
