import type { ResolvedTarget } from "../../eval/resolved-bake.ts";
import { buildKey } from "../../workspace/same-builds.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeDuplicateTargetConfig",
  language: "bake",
  category: "style",
  severity: "hint",
  summary: "Two targets build the same with other tags.",
  check: ({ bake, report }) => {
    const known = new Map<string, ResolvedTarget>();
    for (const target of builtTargets(bake)) {
      const key = target.tags.length === 0 ? undefined : buildKey(target);
      const first = key === undefined ? undefined : known.get(key);
      if (key !== undefined && !first) known.set(key, target);
      // Elements of a matrix share their block; that an axis changes nothing is another finding.
      if (!first || (first.uri === target.uri && first.nameSpan.start === target.nameSpan.start)) continue;
      report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" builds exactly what "${first.name}" builds; one target with the tags of both would do.`);
    }
  },
});
