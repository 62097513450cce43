import { closestName } from "../../base/closest-name.ts";
import { isKnown } from "../../eval/resolved-bake.ts";
import { defineRule } from "../rule.ts";

const methods = ["build", "check", "lint", "outline", "targets"];

export default defineRule({
  name: "BakeCallNotBuild",
  language: "bake",
  category: "correctness",
  severity: "info",
  summary: "A target with outputs sets call to something other than build, so that nothing is built.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      const { call } = target;
      if (!call || !isKnown(call.value) || call.value === "" || call.value === "build") continue;
      const method = call.value.replace(/,.*$/s, "");
      const close = closestName(method, methods);
      if (!methods.includes(method)) report.as("warning")(call, `BuildKit's Dockerfile frontend has no method "${method}".${close === undefined ? "" : ` Did you mean "${close}"?`}`);
      else if (call.ownerTarget === target.name && target.output.some(({ value, ownerTarget }) => isKnown(value) && ownerTarget === target.name && value.get("type") !== "cacheonly")) report(call, `"${target.name}" is only checked, not built, so its output is never written.`);
    }
  },
});
