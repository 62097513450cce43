import { isKnown, type ResolvedTarget, type Sourced } from "../../eval/resolved-bake.ts";
import { targetsBuiltTogether } from "../../workspace/built-together.ts";
import { familiarReference } from "../../workspace/cache-uses.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeTagCollision",
  language: "bake",
  category: "correctness",
  severity: "error",
  summary: "Targets that are built together write the same tag, so that the last one wins.",
  check: ({ bake, report }) => {
    for (const names of targetsBuiltTogether(bake).values()) {
      const owners = new Map<string, { target: ResolvedTarget; tag: Sourced<string> }[]>();
      for (const target of [...names].flatMap((name) => bake.resolved.targets.get(name) ?? [])) {
        if (!writesImage(target)) continue;
        for (const tag of target.tags) {
          if (isKnown(tag.value) && tag.value !== "") owners.set(familiarReference(tag.value), [...owners.get(familiarReference(tag.value)) ?? [], { target, tag }]);
        }
      }
      for (const [tag, found] of owners) {
        const targets = [...new Set(found.map(({ target }) => target.name))];
        if (targets.length < 2) continue;
        // Tags of variables that only have the same value here may differ where the images are built.
        const written = new Set(found.map(({ tag: { uri, span } }) => sourceText(bake, uri).slice(span.start, span.end)));
        const mayDiffer = written.size > 1 && [...written].every((text) => text.includes("${"));
        for (const { tag: place } of found) report.as(mayDiffer ? "warning" : "error")(place, `${targets.slice(0, 3).join(", ")}${targets.length > 3 ? ` and ${targets.length - 3} more` : ""} write the same tag ${tag}.`);
      }
    }
  },
});

/** A test run that exports nothing may bear any tag. One pushed by digest is joined with others later. */
function writesImage(target: ResolvedTarget): boolean {
  if (target.call && target.call.value !== "build") return false;
  return target.output.length === 0 || target.output.some(({ value }) => {
    if (!isKnown(value)) return true;
    const type = value.get("type");
    // In an archive of its own the tag is at nobody's cost.
    const isArchive = (type === "oci" || type === "docker") && value.has("dest");
    return !isArchive && type !== "cacheonly" && type !== "local" && type !== "tar" && value.get("push-by-digest") !== "true";
  });
}
