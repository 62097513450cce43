import { changingCalls } from "../../workspace/changing-values.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTimestampUnstable",
  language: "bake",
  category: "cache",
  severity: "warning",
  summary: "A value that changes with each call of bake flows into a build argument.",
  check: ({ bake, report }) => {
    for (const { uri, bakeFile } of bake.files) {
      for (const { attributes } of bakeFile?.targets ?? []) {
        const args = attributes.get("args")?.value;
        for (const item of args?.kind === "object" ? args.items : []) {
          const call = changingCalls(bake, item.value)[0];
          // A random value is there to run the steps anew.
          if (call !== undefined) (call === "uuidv4" ? report.as("hint") : report)({ uri, span: item.value.span }, `${call}() gives another value each time, so steps that use ${item.keyText ?? "this argument"} never come from the cache.`);
        }
      }
    }
  },
});
