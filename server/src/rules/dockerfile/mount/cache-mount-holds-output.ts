import { cachedOutputs } from "../../../model/dockerfile/files/cached-outputs.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "CacheMountHoldsOutput",
  aliases: [],
  language: "dockerfile",
  mentions: ["mount"],
  category: "correctness",
  severity: "error",
  summary: "A file is copied from a stage in which it only ever was in a cache mount.",
  check: ({ dockerfile, report }) => {
    for (const { span, target, type } of cachedOutputs(dockerfile)) {
      report(span, `This was written to the ${type} mount at ${target}, which is no part of the stage; copy it out of there in the same RUN.`);
    }
  },
});
