import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakePushWithoutTag",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "A target is pushed and has neither tags nor a name in its output.",
  check: ({ bake, report }) => {
    for (const target of bake.resolved.targets.values()) {
      if (isAbstract(bake, target) || target.tags.length > 0 || target.uncertain.has("tags") || awaitsTags(bake, target)) continue;
      for (const output of target.output) {
        if (!isKnown(output.value) || output.value.get("name")) continue;
        const isPush = output.value.get("type") === "registry" || (output.value.get("type") === "image" && output.value.get("push") === "true");
        if (isPush) report(output, `"${target.name}" is pushed, but has no tags to be pushed under.`);
      }
    }
  },
});

/** A parent without any attributes is there for a workflow to fill, as docker/metadata-action does with tags. */
function awaitsTags(bake: BakeContext["bake"], target: ResolvedTarget, seen = new Set<string>()): boolean {
  return target.inherits.some(({ value }) => {
    if (!isKnown(value) || seen.has(value)) return false;
    seen.add(value);
    const parent = bake.resolved.targets.get(value);
    return !parent || parent.explicit.size === 0 || /metadata|meta-|-meta/.test(value) || awaitsTags(bake, parent, seen);
  });
}
