import { laterChanges } from "../../../model/dockerfile/files/volumes.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "VolumeThenWrite",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "warning",
  summary: "A step changes a folder behind its VOLUME, and builders other than BuildKit throw the change away.",
  check: ({ dockerfile, report }) => {
    for (const stage of dockerfile.stages) {
      for (const { path, span } of laterChanges(stage)) report(span, `${path} is a VOLUME already, and some builders throw away what is written there now.`);
    }
  },
});
