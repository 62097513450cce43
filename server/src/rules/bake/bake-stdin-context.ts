import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeStdinContext",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A context or Dockerfile is \"-\", which bake does not accept.",
  check: ({ bake, report }) => {
    for (const { context, dockerfile } of bake.resolved.targets.values()) {
      if (context.value === "-") report(context, "bake takes no context from standard input; name a folder.");
      if (dockerfile.value === "-") report(dockerfile, "bake takes no Dockerfile from standard input; name a file or use dockerfile-inline.");
    }
  },
});
