import { overriddenCaches } from "../../workspace/overridden-caches.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "WorkflowCacheScopeMismatch",
  language: "workflow",
  category: "cache",
  severity: "hint",
  summary: "A workflow replaces the cache of a target by one with another name than in the bake file.",
  check: ({ links, report }) => {
    for (const caches of links.bakes.map(overriddenCaches)) {
      for (const { word, key, place, replaced } of caches) {
        const others = new Map(replaced.map((other) => [other.place.key, other.place]));
        const [first] = others.values();
        // Another override of the same call may name the place again.
        if (!first || caches.some((cache) => cache.key === key && others.has(cache.place.key))) continue;
        const more = others.size > 1 ? ` and ${others.size - 1} more` : "";
        report(word.span, `This ${key} is ${place.description}; the bake file has ${first.description}${more}, which is no longer ${key === "cache-to" ? "written" : "read"}.`);
      }
    }
  },
});
