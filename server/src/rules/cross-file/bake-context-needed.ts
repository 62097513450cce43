import { nameOfUri } from "../../base/uri.ts";
import { referencesTo } from "../../model/dockerfile/stages/context-uses.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import type { TargetLink } from "../../workspace/links.ts";
import { isAbstract } from "../../workspace/target-roles.ts";
import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { addToMap } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeContextNeeded",
  language: "cross-file",
  category: "correctness",
  severity: "warning",
  summary: "A target lacks a named context that other targets give to the same Dockerfile.",
  check: ({ bake, links, report }) => {
    for (const link of links) {
      const { target, dockerfile, stage } = link;
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("contexts")) continue;
      const built = builtStages(stage);
      for (const [name, giver] of contextsOfOthers(links, link)) {
        if (target.contexts.has(name) || dockerfile.dockerfile.findStage(name)) continue;
        const use = referencesTo(dockerfile.dockerfile, name).find((reference) => reference.stage && built.has(reference.stage));
        if (!use) continue;
        const value = giver.contexts.get(name)!;
        const edit = isKnown(value.value) ? addToMap(bake, target, "contexts", `${name} = ${JSON.stringify(value.value)}`) : undefined;
        const fix = edit && suggestion(`Give it the context of "${giver.name}"`, edit);
        report({ uri: target.uri, span: target.nameSpan }, `"${target.name}" gives no context "${name}" to ${nameOfUri(dockerfile.uri)}, as "${giver.name}" does; the name is then looked up as an image.`, fix);
      }
    }
  },
});

/** Plain names only: one with a slash or colon is an image that others replace. */
function contextsOfOthers(links: readonly TargetLink[], { target, dockerfile }: TargetLink): Map<string, ResolvedTarget> {
  const others = links.filter((other) => other.target !== target && other.dockerfile === dockerfile && !other.target.name.startsWith("_"));
  return new Map(others.flatMap((other) => [...other.target.contexts.keys()].flatMap((name): [string, ResolvedTarget][] => (/^[\w-]+$/.test(name) ? [[name, other.target]] : []))));
}
