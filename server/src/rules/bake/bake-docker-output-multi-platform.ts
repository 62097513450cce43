import { isKnown } from "../../eval/resolved-bake.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDockerOutputMultiPlatform",
  language: "bake",
  category: "correctness",
  severity: "warning",
  summary: "A target for several platforms is loaded into Docker, which takes one only without the containerd store.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (target.name.startsWith("_") || target.platforms.length < 2 || target.uncertain.has("platforms")) continue;
      for (const output of target.output) {
        if (isKnown(output.value) && output.value.get("type") === "docker") report(output, `"${target.name}" is built for ${target.platforms.length} platforms; Docker loads several only with the containerd image store.`);
      }
    }
  },
});
