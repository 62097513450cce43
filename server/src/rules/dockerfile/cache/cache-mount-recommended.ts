import { type MissingCache, missingCaches } from "../../../model/dockerfile/packages/missing-caches.ts";
import { callSpan, runSteps, type RunStep } from "../../../model/dockerfile/scripts/run-steps.ts";
import { type Fix, insertAfter, lineBreakOf, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";
import { removeOption } from "../../shell-edits.ts";

export default defineRule({
  name: "CacheMountRecommended",
  aliases: [],
  language: "dockerfile",
  mentions: ["bun", "cargo", "go", "gradle", "gradlew", "mvn", "mvnd", "mvnw", "npm", "pip", "pnpm", "poetry", "uv"],
  category: "cache",
  severity: "hint",
  summary: "A package manager or compiler downloads or builds everything again, where a cache mount would keep it.",
  check: ({ dockerfile, report }) => {
    const steps = runSteps(dockerfile);
    // Who uses no cache mount anywhere may build where there are none; then it is only there for those who ask for it.
    const isFamiliar = steps.some(({ mounts }) => mounts.some(({ type }) => type === "cache"));
    for (const step of steps) {
      const missing = missingCaches(step);
      const first = missing[0];
      if (first === undefined) continue;
      const folders = [...new Set(missing.flatMap((each) => each.folders))];
      const message = `"${first.command.manager} ${first.command.subcommand}" starts from nothing whenever this layer is built again; a cache mount on ${folders.join(" and ")} would keep what it needs.`;
      report.as(isFamiliar ? "hint" : "off")(callSpan(first.command), message, mountCaches(step, folders, missing));
    }
  },
});

function mountCaches(step: RunStep, folders: readonly string[], missing: readonly MissingCache[]): Fix | undefined {
  const { text, tree } = step.dockerfile;
  const lineJoin = ` ${tree.escape}${lineBreakOf(text)}`;
  const flags = folders.map((folder) => ` --mount=type=cache,target=${folder}${lineJoin}   `).join("");
  const removals = missing.flatMap(({ command, options }) => options.flatMap((option) => removeOption(step, command.invocation, option) ?? []));
  return suggestion("Add a cache mount", insertAfter(step.run.keywordSpan, flags), ...removals);
}
