import { laterChanges } from "../../../model/dockerfile/files/volumes.ts";
import { frontendOf } from "../../../model/dockerfile/images/frontend.ts";
import { featureUses } from "../../../model/dockerfile/images/frontend-features.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "VolumeThenWrite",
  aliases: [],
  language: "dockerfile",
  mentions: ["volume"],
  category: "correctness",
  severity: "info",
  summary: "A step changes a folder behind its VOLUME, and builders other than BuildKit throw the change away.",
  check: ({ dockerfile, report }) => {
    // Docker's classic builder cannot read a file that uses what came with BuildKit.
    if (frontendOf(dockerfile) || featureUses(dockerfile).length > 0) return;
    for (const stage of dockerfile.stages) {
      for (const { path, span } of laterChanges(stage)) report(span, `${path} is a VOLUME already, and some builders throw away what is written there now.`);
    }
  },
});
