import { cacheUses } from "../../workspace/cache-uses.ts";
import { builtTargets } from "../../workspace/target-roles.ts";
import { sourceText } from "../../workspace/source-text.ts";
import { insert, suggestion } from "../fix.ts";
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
      const text = sourceText(bake, entry.uri);
      const written = text.slice(entry.span.start, entry.span.end);
      const fix = entry.ownerTarget === target.name && /^"[^"$%\\]*"$/.test(written) ? suggestion(`Add scope=${target.name}`, { ...insert(entry.span.end - 1, `,scope=${target.name}`), uri: entry.uri }) : undefined;
      report(entry, `"${target.name}" exports to the unnamed scope of the GitHub cache, which belongs to whoever writes last.`, fix);
    }
  },
});
