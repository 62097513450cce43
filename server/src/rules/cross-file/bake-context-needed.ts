import { nameOfUri } from "../../base/uri.ts";
import { baseImages } from "../../data/base-images.ts";
import { parseImageRef, shortRepository } from "../../model/dockerfile/images/image-reference.ts";
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

/** The contexts of each Dockerfile with a target that gives them, those left out that replace an image. */
function givenContexts(links: readonly TargetLink[]): Map<Snapshot, Map<string, ResolvedTarget>> {
  const given = new Map<Snapshot, Map<string, ResolvedTarget>>();
  for (const { target, dockerfile } of links) {
    if (!dockerfile || target.contexts.size === 0 || target.name.startsWith("_")) continue;
    const names = given.get(dockerfile) ?? new Map<string, ResolvedTarget>();
    given.set(dockerfile, names);
    for (const [name, { value }] of target.contexts) if (!isImage(name, isKnown(value) ? value : "")) names.set(name, target);
  }
  return given;
}

/** Whether a name stands for an image without the context too: it has a slash or colon, or a well-known image or another tag of one is replaced. */
function isImage(name: string, context: string): boolean {
  if (!/^[\w-]+$/.test(name)) return true;
  if (Object.hasOwn(baseImages, name) && /^(?:docker-image|target|oci-layout):/.test(context)) return true;
  const image = /^docker-image:\/\/(.+)$/.exec(context)?.[1];
  return image !== undefined && shortRepository(parseImageRef(image)) === name;
}
