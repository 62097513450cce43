import { cachePlaceOf } from "../../eval/cache-place.ts";
import { type Entry, isKnown, type ResolvedTarget, type Sourced } from "../../eval/resolved-bake.ts";
import type { BakeSetEvaluation } from "../../workspace/bake-sets.ts";
import { scopePerTargetEdits } from "../../workspace/cache-scope-edits.ts";
import { targetsBuiltTogether } from "../../workspace/built-together.ts";
import { waitsForEnvironment } from "../../workspace/left-to-environment.ts";
import { suggestion } from "../fix.ts";
import { placePerElementEdits } from "../matrix-cache-edits.ts";
import { defineRule } from "../rule.ts";

/** Targets that export to one place, with the entry of each. */
interface Collision {
  readonly description: string;
  readonly exporters: Map<string, { target: ResolvedTarget; entry: Sourced<Entry> }>;
}

export default defineRule({
  name: "BakeCacheScopeCollision",
  language: "bake",
  category: "cache",
  severity: "warning",
  summary: "Targets that are built together export their caches to one place, where the last one overwrites the others.",
  check: ({ bake, report }) => {
    for (const { description, exporters } of collisions(bake)) {
      const names = [...exporters.keys()];
      const perTarget = scopePerTargetEdits(bake, [...exporters.values()]);
      const edits = perTarget ?? placePerElementEdits(bake, [...exporters.values()]);
      const fix = edits && suggestion(perTarget ? "Give each target a cache scope of its own" : "Put the axes of the matrix into the name", ...edits);
      const message = `${list(names)} export their caches to ${description}, so only the last one stays.`;
      // What is inherited is one entry for all heirs.
      for (const entry of new Set([...exporters.values()].map((exporter) => exporter.entry))) {
        // A variable that is empty here may well be what tells the builds apart.
        (waitsForEnvironment(bake, entry) ? report.as("hint") : report)(entry, message, fix);
      }
    }
  },
});

/** Places that two or more targets of one group export to, each with all such targets of any group. */
function collisions(bake: BakeSetEvaluation): Collision[] {
  const found = new Map<string, Collision>();
  for (const together of targetsBuiltTogether(bake).values()) {
    for (const [key, collision] of exportersByPlace([...together].flatMap((name) => bake.resolved.targets.get(name) ?? []))) {
      if (collision.exporters.size < 2) continue;
      const known = found.get(key);
      if (known) for (const [name, exporter] of collision.exporters) known.exporters.set(name, exporter);
      else found.set(key, collision);
    }
  }
  return [...found.values()];
}

function exportersByPlace(targets: readonly ResolvedTarget[]): Map<string, Collision> {
  const byPlace = new Map<string, Collision>();
  for (const target of targets) {
    for (const entry of target.cacheTo) {
      const place = isKnown(entry.value) ? cachePlaceOf(entry.value) : undefined;
      if (!place) continue;
      const collision = byPlace.get(place.key) ?? { description: place.description, exporters: new Map() };
      byPlace.set(place.key, collision);
      collision.exporters.set(target.name, { target, entry });
    }
  }
  return byPlace;
}

function list(names: readonly string[]): string {
  return names.length <= 3 ? `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}` : `${names.slice(0, 2).join(", ")} and ${names.length - 2} other targets`;
}
