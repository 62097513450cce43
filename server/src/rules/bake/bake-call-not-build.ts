import { closestName } from "../../base/closest-name.ts";
import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { changeText, removeValue } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
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
      if (methods.includes(method)) {
        const edit = removeValue(bake, call);
        if (hasOwnOutput(target)) report(call, `"${target.name}" is only checked, not built, so its output is never written.`, edit && suggestion("Build it", edit));
        continue;
      }
      const close = closestName(method, methods);
      const edit = close === undefined ? undefined : changeText(bake, call, call.value, call.value.replace(method, close));
      const advice = close === undefined ? "" : ` Did you mean "${close}"?`;
      report.as("warning")(call, `BuildKit's Dockerfile frontend has no method "${method}".${advice}`, edit && suggestion(`Change to "${close}"`, edit));
    }
  },
});

/** Whether the target that says what to call also says where a build goes. */
function hasOwnOutput({ name, call, output }: ResolvedTarget): boolean {
  return call?.ownerTarget === name && output.some(({ value, ownerTarget }) => isKnown(value) && ownerTarget === name && value.get("type") !== "cacheonly");
}
