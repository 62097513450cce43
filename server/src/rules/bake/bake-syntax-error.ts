import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeSyntaxError",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "The bake file is not valid HCL or JSON at this place.",
  check: ({ bake, report }) => {
    for (const file of bake.files) {
      for (const fault of file.bakeFile?.tree.faults ?? []) report({ uri: file.uri, span: fault.span }, fault.message);
    }
  },
});
