import { malformedArrayOf } from "../../../model/dockerfile/containers/malformed-arrays.ts";
import { replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "MalformedExecForm",
  aliases: [],
  language: "dockerfile",
  category: "correctness",
  severity: "error",
  summary: "Arguments open like a JSON array but are not one, so they are taken as plain text.",
  check: ({ dockerfile, report }) => {
    for (const instruction of dockerfile.tree.instructions) {
      const target = instruction.kind === "ONBUILD" && instruction.inner ? instruction.inner : instruction;
      const found = malformedArrayOf(dockerfile, target);
      if (!found) continue;
      const what = target.kind === "COPY" || target.kind === "ADD" || target.kind === "VOLUME" ? "its words are taken for paths" : "a shell gets it as it stands";
      report(found.span, `This is no JSON array of strings, so ${what}.`, found.repaired === undefined ? undefined : suggestion("Write it as a JSON array", replace(found.span, found.repaired)));
    }
  },
});
