import { isKnown, type ResolvedTarget } from "../../eval/resolved-bake.ts";
import { awaitsTags } from "../../workspace/placeholder-targets.ts";
import { labelOf } from "../../workspace/source-text.ts";
import { builtTargets, isPushed, targetUses } from "../../workspace/target-roles.ts";
import { writtenTag, type WrittenTag } from "../../workspace/written-tags.ts";
import { addToList } from "../bake-edits.ts";
import { suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

/** Tags that are given to one image after another. */
const moving = /^(?:latest|main|master|trunk|head|develop|development|dev|edge|nightly|unstable|testing|stable|next|canary|staging|production|prod)(?:-[a-z]+)?$/i;
/** Variables that say which state of the source is built. */
const versions = ["VERSION", "IMAGE_VERSION", "APP_VERSION", "RELEASE", "TAG", "IMAGE_TAG", "GIT_COMMIT", "GIT_SHA", "COMMIT_SHA", "COMMIT", "SHA", "REVISION"];

export default defineRule({
  name: "BakeTagOnlyMutable",
  language: "bake",
  category: "reproducibility",
  severity: "hint",
  summary: "A target is pushed under tags such as latest or main alone, which the next push takes away from it.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      if (!isPushed(target) || isPushedByDigest(target) || target.tags.length === 0 || target.uncertain.has("tags") || awaitsTags(bake, target)) continue;
      const tags = target.tags.map((tag) => writtenTag(bake, tag)).filter((tag) => tag !== undefined);
      if (tags.length < target.tags.length || !tags.every(isMoving)) continue;
      const last = tags.at(-1)!;
      const version = versionVariable(bake);
      const name = `${last.prefix}${last.ref.repository.slice(last.ref.repository.lastIndexOf("/") + 1)}`;
      const isOwn = target.tags.at(-1)!.ownerTarget === target.name && !targetUses(bake).inherited.has(target.name);
      const edit = version === undefined || !isOwn ? undefined : addToList(bake, target, "tags", `"${name}:\${${version}}"`);
      report(target.tags.at(-1)!, `"${labelOf(bake, target)}" is only pushed as ${list(tags.map(({ ref }) => ref.tag ?? "latest"))}: the next push leaves nothing to go back to.`, edit && suggestion(`Tag it with ${version} as well`, edit));
    }
  },
});

/** The images of single platforms, which another step joins under tags of its own. */
function isPushedByDigest({ output }: ResolvedTarget): boolean {
  return output.some(({ value }) => isKnown(value) && value.get("push-by-digest") === "true");
}

function isMoving({ ref }: WrittenTag): boolean {
  return ref.digest === undefined && moving.test(ref.tag ?? "latest");
}

function versionVariable({ evaluation }: BakeContext["bake"]): string | undefined {
  return versions.find((name) => {
    const value = evaluation.variables.get(name)?.value;
    return value?.kind === "string" && value.text !== "" && !moving.test(value.text);
  });
}

function list(tags: readonly string[]): string {
  return [...new Set(tags)].join(" and ");
}
