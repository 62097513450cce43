import { overriddenCaches } from "../../workspace/overridden-caches.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "WorkflowCacheScopeCollision",
  language: "workflow",
  category: "cache",
  severity: "warning",
  summary: "A workflow has several targets export their caches to one place, where the last one overwrites the others.",
  check: ({ links, report }) => {
    for (const { word, key, place, targets } of links.bakes.flatMap(overriddenCaches)) {
      if (key !== "cache-to" || targets.length < 2) continue;
      const names = targets.map(({ name }) => name);
      const shown = names.length <= 3 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : `${names.slice(0, 2).join(", ")} and ${names.length - 2} other targets`;
      report(word.span, `${shown} export their caches to ${place.description}, so only the last one stays.`);
    }
  },
});
