import { nameOfUri } from "../../base/uri.ts";
import { referencesTo } from "../../model/dockerfile/stages/context-uses.ts";
import { builtStages } from "../../workspace/built-stages.ts";
import type { TargetLink } from "../../workspace/links.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
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
    const given = givenContexts(links);
    for (const { target, dockerfile, stage } of links) {
      if (!dockerfile?.dockerfile || !stage || isAbstract(bake, target) || target.uncertain.has("contexts")) continue;
      const built = builtStages(stage);
      for (const [name, giver] of given.get(dockerfile) ?? []) {
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

/** The contexts of each Dockerfile with a target that gives them. Plain names only: one with a slash or colon is an image that others replace. */
function givenContexts(links: readonly TargetLink[]): Map<Snapshot, Map<string, ResolvedTarget>> {
  const given = new Map<Snapshot, Map<string, ResolvedTarget>>();
  for (const { target, dockerfile } of links) {
    if (!dockerfile || target.contexts.size === 0 || target.name.startsWith("_")) continue;
    const names = given.get(dockerfile) ?? new Map<string, ResolvedTarget>();
    given.set(dockerfile, names);
    for (const name of target.contexts.keys()) if (/^[\w-]+$/.test(name)) names.set(name, target);
  }
  return given;
}
