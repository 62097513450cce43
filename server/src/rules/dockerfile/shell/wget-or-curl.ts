import type { Stage } from "../../../model/dockerfile/dockerfile.ts";
import { runSteps } from "../../../model/dockerfile/scripts/run-steps.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "WgetOrCurl",
  aliases: ["DL4001", "trivy:DS-0014"],
  language: "dockerfile",
  mentions: ["wget"],
  category: "size",
  severity: "hint",
  summary: "A stage uses both wget and curl.",
  check: ({ dockerfile, report }) => {
    const seen = new Map<Stage, Set<string>>();
    for (const { stage, script, isOnbuild } of runSteps(dockerfile)) {
      if (isOnbuild) continue;
      const calls = script.invocations.filter(({ name, words }) => (name === "wget" || name === "curl") && words[0]!.unquoted === name);
      if (calls.length === 0) continue;
      const known = seen.get(stage) ?? new Set<string>();
      seen.set(stage, known);
      const before = new Set(known);
      for (const { name } of calls) known.add(name);
      if (known.size < 2) continue;
      const call = calls.find(({ name }) => !before.has(name) && before.size > 0) ?? calls.find(({ name }) => name !== calls[0]!.name) ?? calls[0]!;
      const other = call.name === "wget" ? "curl" : "wget";
      report(call.words[0]!, `This stage uses ${other} as well; one of the two is enough.`);
    }
  },
});
