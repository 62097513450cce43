import { cacheUses } from "../../workspace/cache-uses.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { setKey } from "../entry-edits.ts";
import { suggestion } from "../fix.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "BakeCacheScopeMissing",
  language: "bake",
  category: "cache",
  severity: "warning",
  summary: "A target exports to the unnamed scope of the GitHub cache, though there are other targets.",
  check: ({ bake, report }) => {
    const built = new Set(builtTargets(bake));
    const nameless = cacheUses(bake).exports.filter(({ type, value, target }) => type === "gha" && !value.has("scope") && built.has(target));
    // Several exporters collide, which is a finding of its own.
    if (built.size < 2 || new Set(nameless.map(({ target }) => target)).size !== 1) return;
    for (const { entry, target } of nameless) {
      const edit = entry.ownerTarget === target.name ? setKey(bake, entry, "scope", target.name) : undefined;
      report(entry, `"${target.name}" exports to the unnamed scope of the GitHub cache, which belongs to whoever writes last.`, edit && suggestion(`Add scope=${target.name}`, edit));
    }
  },
});
