import { textOf } from "../../eval/resolved-bake.ts";
import { awaitsTags } from "../../workspace/placeholder-targets.ts";
import { builtTargets, isPushed } from "../../workspace/target-roles.ts";
import { writtenTag } from "../../workspace/written-tags.ts";
import { insert, suggestion } from "../fix.ts";
import { type BakeContext, defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTagWithoutRegistry",
  language: "bake",
  category: "correctness",
  severity: "hint",
  summary: "A target is pushed under a name without registry and namespace, which belongs to Docker's own images.",
  check: ({ bake, report }) => {
    for (const target of builtTargets(bake)) {
      if (!isPushed(target) || awaitsTags(bake, target)) continue;
      for (const tag of target.tags) {
        const written = writtenTag(bake, tag);
        // A variable in front of the name brings the registry along.
        if (!written || written.ref.repository.includes("$") || textOf(tag).includes("/")) continue;
        const prefix = usualPrefix(bake);
        const fix = prefix === undefined ? undefined : suggestion(`Put ${prefix} in front`, { ...insert(written.contentSpan.start, prefix), uri: tag.uri });
        report(tag, `This is pushed to docker.io/library/${written.ref.repository}, where only Docker's own images go; registry or namespace are missing.`, fix);
      }
    }
  },
});

/** What all other tags of the files have in front of the name. */
function usualPrefix(bake: BakeContext["bake"]): string | undefined {
  const prefixes = new Set([...bake.resolved.targets.values()].flatMap((target) => target.tags.flatMap((tag) => writtenTag(bake, tag)?.prefix ?? [])).filter((prefix) => prefix !== ""));
  return prefixes.size === 1 ? [...prefixes][0] : undefined;
}
